// Given names and nicknames in German, French, Spanish, Italian, Dutch, Portuguese and the Nordic languages. Our own table of common knowledge, in
// the form that nickname-table.ts tells.

const german = `
adelheid: heidi adele alida; agathe: agi; albrecht: albert bert; alfons: fonse; alois/aloys/aloysius: loisl lois; andreas: andi andy anderl dres
angelika/angelica: geli angie gela; anneliese/annelies/annaliese: anne liese annelie lisi; annegret: anne gret; annemarie/annamaria: anne annie mieke
anton: toni tony; apollonia: loni; arnulf: arno; astrid: asta; august: gustl gust; augustin: gustl; balthasar: hauser
barbara: babsi bärbel barbel babs wetti; benedikt: ben bene benni; benjamin: ben benni; bernhard/bernhart: bernd berni bernie berndt hardy
berthold/bertold: bert berti; bertram: bert; birgit/birgitta/brigitta: gitta biggi; brigitte: gitta gitte biggi gitti; brunhilde: bruni hilde
burkhard/burkhart/burghard: burk buki; cäcilia/cecilie: cilli zilli; charlotte: lotte lotti charly lotta; christa: christl; christian: chris kris
christiane: chris christel nane jane; christine: christl christel tine tini chrissi; christoph/kristof: chris stoffel toffi; clemens/klemens: clem
cordula: cordi; cornelia/kornelia: conny nele nelli corni nelly connie; cornelius: conny nils; dagmar: daggi; daniel: dani danny; daniela: dani
detlef/detlev: detti; dieter: didi; dietlinde: linde; dietmar: didi; dietrich: dieter dirk didi; dominik: dom domi nik nick; doris: dorle
dorothea/dorothee: doro dora thea dorle doris dorte; eberhard: ebbe hardy ebi; eduard: edi ede edu; elfriede: friedel elfi frieda
elisabeth/elsbeth: else elsa liesl lisa lisbeth elli sissi sisi lilli liesel elly liesbeth betti ilse bettina elise lis betty babette elsie lissi liserl ella
elke: elki; emil: emi; erhard: hardy; ernst: erni; eva: evi; ferdinand: ferdi ferdl nandl; florian: flo flori; franz/frans: franzi franzl
franziska/francisca: franzi fanny fränzi ziska sissi fanni; friederike/friedrike: rike frieda fritzi riki
friedrich: fritz friedel fiete frieder fred freddy friedl frido; fridolin: frido; gabriele: gabi gaby ele
georg: schorsch jörg jürgen girgl georgi jurgen; gerhard/gerhart: gerd gert hardy gerdi; gerlinde: linde gerli; gernot: gerno
gertrud/gertrude/gertraud: trude traudl gerti trudi traudi gertie gerda; gisela: gisi gila; gottfried: friedel götz; gotthard: hardy; gottlieb: liebl
gregor: greg; gudrun: gudi; günter/günther/gunther/gunter: günni; gustav: gustl gustel; hannelore: hanne lore hanni lori
hans-georg: hansgeorg schorsch; hans-jürgen/hans-juergen: hajo jürgen hansi; hans-joachim: hajo achim jochen; hans-peter: hape peter hp
hartmut: hardy; hedwig: hedi hedy hede; heidemarie/heidrun/heiderose: heidi heide; heinrich: heinz heini hinrich heiner henner hein henrik heino
heinz: heini; hektor: hecki; helga: helgi; helmut/hellmut/helmuth: helli; hendrik/henrik: henni rik henk; henriette: henni jette henny jettchen
herbert: bert herbi bertl; hermann: hermi; hieronymus: ronny; hildegard: hilde hilda gard; hubert/hubertus: hubsi hubi bert; ignaz/ignatz: nazi igi
ilona: loni; ingeborg: inge inga; ingrid: inge inga; irmgard: irma irmi; isolde: isi; jakob: jockel jack
joachim: jochen achim jo jochim joschi jochem; johann/johannes: hans hannes jan hansi joe hanns jo jens hänsel johan hansl jannes henning hanno
johanna: hanna hanne jo hanni johannah anna; jonas: joni; josef/joseph: sepp jupp beppo pepi seppl jo beppi joschi; josefa: sefa pepi sepha
josefine/josephine: fine jo josi pepi; julia: jule juli; juliane: jule juli liane; jürgen/juergen: jogi jörn; karl-heinz/karlheinz: kalle heinz charly
karl/carl: kalle charly karli; karoline/caroline: caro line lina karo; karin: kari; karl-friedrich: friedrich; kaspar/caspar/casper: kasi
katharina: kathi käthe katja katrin kati trine tina kathrin käthi nina catja; katrin/kathrin/cathrin: kati tine; klaus/claus/klaas: kläuschen
konrad: kurt conny konni radl; konstantin: kosta konsti; korbinian: korbi; kristin: kris; kunigunde: gundi kuni; leonhard: leo hardy lenz hartl
leopold: poldi leo; liselotte/lieselotte: lotte lilo lise; lorenz/laurenz: lenz lori; lothar: lotti; ludwig: lutz lui wiggerl luggi
luise/louise: lulu lu; magdalena: lena leni magda lene madlen; manfred: manni fred manne mani; manuel: manu; manuela: manu ela
margarete/margarethe/margareta/margaretha: grete gretel greta gitta margit marga rita gretchen meta margret grit marita
maria: mia mizzi ria mitzi maja mariele moidl; marianne: nanne janne; marlene: leni lene; martin: martl tino; matthäus: matti
matthias: matze matti hias hiasl thies mattes; mathilde: tilde hilde thilda; maximilian: max maxi maxl; mechthild/mechthilde: mecki thilde
michael: michi michel mike micha much; michaela: micha ela michi; monika: moni
nikolaus/niklaus/nicolaus: klaus niko nick klas nikki claus nickel niklas nico; norbert: nobbi bert; oliver: olli; oskar: ossi; oswald: ossi
ottilie: tilly otti; otto: otti; peter: pit petz; petra: peti; philipp/filip: phil lipp; rainer/reiner: rainy; raimund: ray mundl
regina/regine: gina regi; reinhard/reinhart/reinhardt: reini hardy; reinhold: reini holdi; renate: nate reni; richard: richy ritchie rick
robert: robby bert rob; roland: rolli; rolf: rolfi; rosemarie: rosi romy marie; rosalinde: rosi linde; rosina: rosi; roswitha: rosi
rudolf/rudolph: rudi rolf dolf; rüdiger/ruediger: rudi rüdi; ruprecht: rupert; sabine: bine biene sabi; sebastian: basti wastl bastian seb
siegbert: sigi; siegfried/sigfried: sigi siggi friedel siegi; sieglinde: linde sigi; siegmund/sigmund: sigi siggi; sigrid: siggi sigi; silke: silki
simone: simi mone; stefan/stephan/steffen: stefi steff steven steve; stefanie/stephanie: steffi steff stefi; susanne/susanna: susi suse sanne
sylvia/silvia: silvi; tanja: tani; theodor: theo; therese/theresia/theresa: resi thea reserl; thomas: tom tommy thommy; thorsten/torsten: toto
tilman/tillmann/tilmann: till; tobias: tobi; traugott: traugi; ulrich: uli ulli ully; ulrike: ulli uli rike ulla; ursula: uschi ulla ursel ursi uschy
valentin: valtl velten; veronika: vroni vreni moni; viktoria: vicki vicky; volker: volki; walburga: burgl wally; walter/walther: walti
waltraud/waltraut: traudl traudi walli; werner/wernher: werni; wilfried: willi friedel; wilhelm: willi willy wim helm willem wilm bill
wilhelmine: mina minna minchen helma; wolfgang: wolf wolfi wolle gangerl; wolfram: wolf; xaver/franz-xaver: xaverl
`

const french = `
adélaïde: adèle; agnès: agn; alexandre: alex sacha xandre; alexandra: alex sandra sacha; alphonse: fonfon; amélie: mél mélie; anastasie: anaïs
andré: dédé; andrée: dédée; anne-marie/annemarie: annie nanou; anne-laure: laure; anne-sophie: sophie; antoine: toine tony titi; antoinette: toinette
arnaud: nono; augustin: gus; aurélie: lili; bartholomé/barthélémy: bart barth; benjamin: ben benji; benoît: ben; bernard: nanard bernie
bertrand: bébert bert; brigitte: bri gitte; camille: cam mimi; caroline: caro line; catherine: cathy cath kathy; cécile: cec; charles: charly charlot
charlotte: lotte chacha; christelle: chris; christian: chris cricri; christiane: chris cricri; christine: chris cricri titine
christophe: chris tof titof; claire: clairette; claude: cloclo; clémence: clem; clément: clem; corinne: coco; damien: dam; daniel: dany dan
danielle/danièle: dany; david: dav; delphine: delph; denis: deni; dominique: dom doumé domi; édouard: edou doudou; éléonore: léo nore
élisabeth: babette lise elise zabeth lisette; élodie: lolo élo; émilie: milie mimi; emmanuel: manu; emmanuelle: manu manue; étienne: tienne
eugénie: ninie; fabien: fab; fabienne: fab; fabrice: fab; fanny: fan; ferdinand: ferdi; florence: flo; florian: flo; francis: franck; franck: frank
françois/francois: fanfan; françoise: fanfan soize; frédéric: fred; frédérique: fred; gabriel: gaby gab; gabrielle: gaby; geneviève: ginette viviève
georges: jojo géo; georgette: jojo; gérard: gégé; germain: gégé; ghislaine/gislaine: gigi; gilbert: gil; gilles: gil; grégoire: greg; grégory: greg
guillaume: guigui guy; guillemette: guigui; gwenaël/gwenaëlle: gwen; hélène: léna; henri: riri riton; hippolyte: polyte; hubert: hub; huguette: huguy
isabelle: isa zabeth belle; jacqueline: jackie jacotte line; jacques: jacky jacquot; jean-baptiste: jb jeanba baptiste; jean-charles: jc
jean-christophe: jc jeanchri; jean-claude: jc; jean-françois: jf jeff; jean-jacques: jj; jean-louis: jl jeanlou; jean-luc: jl; jean-marc: jm
jean-marie: jm; jean-michel: jm jeanmi; jean-paul: jp; jean-philippe: jp; jean-pierre: jp; jean-yves: jy; jean/jehan: jeannot yann
jeanne: jeannette jeanine; joséphine: fifine; joseph: jojo zef; joëlle: jo; judith: juju; julien: juju jules; juliette: juju; laetitia: laeti titia
laurence: lolo lau; laurent: lolo; léonard: léo; léopold: léo; louis: loulou petit-louis; louise: loulou; lucie: lulu; ludovic: ludo
madeleine: mado mag; magali: mag; marguerite: margot margaux guite; marie-christine: mc; marie-hélène: mh; marie-laure: malo; marie-louise: malou
marie-thérèse: maïté marithé; marie: manon mimi; marielle: marie; martine: titine; mathieu/matthieu: math mat matt; mathilde: math mathou tilde
maurice: momo; maximilien: max; maxime: max; mélanie: mel; michel: mimi mich miche; michèle/michelle: mimi mich; mireille: mimi; monique: momo nique
muriel: mumu; nathalie: nath nat; nicolas: nico colas nicos; nicole: nini; noémie: nono mimi; odile: didi; olivier: olive oliv; pascal: pasc
pascale: pasc; patrice: pat patou; patricia: pat; patrick: pat; paulette: popo; philippe: phil fifi flip; pierre: pierrot pierrick; pierre-yves: py
quentin: quent; raphaël: raph rapha; raphaëlle: raph; raymond: ray; rémi/rémy: rem; robert: bob bébert; roger: roro; romain: rom roro; samuel: sam
sandrine: sand; sébastien: seb bastien; séverine: sév; simon: sim; simone: momone; solange: soso; sophie: soso fifi; stéphane: steph stef
stéphanie: steph fanny nanie; suzanne: suzy suzon suzette zaza; sylvain: sylv; sylvie: sylv; théodore: théo; théophile: théo; thérèse: thé zézette
thibault/thibaud/thibaut/thiebaud: thib titi tibo; thierry: titi; valentin: val; valérie: val; véronique: véro; victoire: vic; victor: totor vic
vincent: vince vinz; virginie: ninie vi; xavier: xav; yannick/yannic/yanick: yann; yves: yvon; yvonne: vonvon
`

const spanish = `
adela: adelita; adolfo: fito dolfo; adriana: adri nana; adrián: adri; agustín: agus tin; agustina: agus; alberto: beto tito berto
alejandra: ale sandra jandra alex; alejandro: ale alex jandro sandro jano álex; alfonso/alonso: poncho fonso fon; alfredo: fredo fredy alf
alicia: ali licha; ana-maría/anamaría: anita mari; ana: anita; andrés: andy; ángel: angelito gelo; ángela: angie; antonia: toñi toña
antonio: toño toni antón toñín tonio tony; armando: mando; arturo: arturito turi; asunción: asun chon; aurelio: yeyo; bartolomé: bartolo bart
beatriz: bea beti betty; benito: beni; benjamín: benja mincho; bernardo: berna nardo; camila: cami; carlos: carlitos charly litos; carlota: lota
carmen: carmela menchu carmina carmencita carmiña mamen; carolina: caro carol; catalina: cata lina caty; cecilia: ceci; césar: checha; claudia: clau
concepción: concha conchita conchi; consuelo: chelo consu; cristina: cris tina; cristóbal: tobal; cristian/christian: cris; daniel: dani
daniela: dani; david: davo; dolores: lola loli lolita; domingo: mingo chomin; eduardo: edu lalo eddy guayo; elena: nena lena; elisa: eli; elvira: elvi
emilia: emi; emilio: milo emi; encarnación: encarna encarni; enrique: kike quique rique; enriqueta: queta; ernesto: neto tito
esperanza: espe pelancha; esteban: este tebi; esther: tete; eugenia: geni; eugenio: geño; eulalia: lali; federico: fede fico rico; felipe: pipe feli
fermín: mincho; fernanda: fer nanda; fernando: fer nando fernan; florencia: flor flopi; florentino: tino
francisca: paca paqui pancha kika paquita cisca; francisco-javier: fran paco curro
francisco: paco pancho fran kiko paquito curro quico frasco cisco pacho franco; gabriel: gabi gabo; gabriela: gabi gaby; gerardo: gera yayo
germán: mancho; gilberto: beto gil; gonzalo: gonza chalo; graciela: chela; gregorio: goyo grego; guadalupe: lupe lupita; guillermina: mina
guillermo: guille memo willy guillo; gustavo: gus tavo; héctor: tito; hernán/hernando: nando; humberto: beto; ignacio: nacho iñaki ñaki
inmaculada: inma; irene: ire; isabel: isa chabela chavela bel isabelita; isidro/isidoro: isi chidro; iván: vani; jaime: jimmy; javier: javi xavi
jerónimo: jero momo; jesús: chus chuy suso chucho; jesusa: susa; joaquín: quino joaco chimo quin ximo; jorge: jordi coque; josé-antonio: toño
josé-luis: pepelu chelu; josé-manuel: chema manu; josé-maría: chema; josé: pepe pepito chepe cheo joseba pepín; josefa: pepa pepita fina
josefina: fina pepa; juan-carlos: juanca; juan-josé: juanjo; juan-manuel: juanma; juan-pablo: juampa; juan-ramón: juanra; juan: juanito juancho juanjo
juana: juanita; julia: juli; julián: juli; julio: juli; laura: lau lauri; leonardo: leo nardo; leonor: leo nora; leopoldo: polo leo; leticia: leti
lorenzo: lolo renzo; lourdes: lurdes lulu; lucía: luci chía; luis-miguel: luismi; luis: lucho luisito güicho; luisa: lucha
magdalena: magda lena malena; manuel: manolo manu manny lolo manel manolito; manuela: manoli manuelita manola; marcelo: chelo; marcos: marquitos
margarita: marga rita mague; maría-carmen/maría-del-carmen: mari carmen maricarmen mamen maica; maría-de-los-ángeles: ángeles mariángeles
maría-dolores: lola mariló; maría-elena: malena; maría-eugenia: maru; maría-fernanda: mafe; maría-isabel: maribel marisa; maría-jesús: chus mariajesús
maría-josé: mariajo majo coté; maría-luisa: marisa malú; maría-pilar/maría-del-pilar: maripili pilar mapi; maría-teresa: maite teresa mayte
maría-victoria: mariví; maría: mari maruja marica; mariana: nana; mariano: nano; martín: tin; mateo: teo; matilde: mati; maximiliano: maxi max
mercedes: merche meche mercé; miguel-ángel: migue; miguel: migue micky; milagros: mila mili; montserrat: montse; natalia: nati nata
nicolás: nico colás; nuria: nuri; octavio: tavo; óscar: osqui; pablo: pablito; pascual: pasqui; patricia: patri pati; paula: pau; paulina: pau lina
pedro: perico pedrito peyo; pilar: pili piluca; rafael: rafa rafi falo; rafaela: rafi; raimundo/ramón: moncho mundo monchi; raúl: raulito
ramona: monchi; ricardo: richi ricky cayo; roberto: beto rober tito berto; rocío: chío; rodolfo: fito rudy; rodrigo: rodri rorro; rogelio: gelio
rosa-maría: rosamari; rosa: rosita; rosario: charo chayo; salvador: salva chava; samuel: samu; santiago: santi chago yago diego tiago
sebastián: sebas; sergio: checo sergi; silvia: silvi; sofía: sofi; soledad: sole chole; susana: susi; teodoro: teo; teresa: tere teresita maite
tomás: tomy tomasito; valentina: vale; valeria: vale; verónica: vero; vicente: chente vicen; victoria: vicky toya; víctor: vitín vic; virginia: vicky
yolanda: yoli; ximena/jimena: xime
`

const italian = `
adalgisa: gisa; alberto: berto albi; alessandra: ale sandra; alessandro: ale sandro alex; alessia: ale; alessio: ale; alfonso: fonso; alfredo: fredo
angela: angi; angelo: lino; anna-maria/annamaria; antonella: anto lella; antonia: tonia nina; antonio: tonio toni totò tonino antò nino
armando: mando; arturo: turi; augusto: gusto; bartolomeo: bortolo meo; beatrice: bea bice; benedetta: benni; benedetto: benni; bernardo: dino
camilla: cami milla; carlo: carletto; carlotta: lotta; carmela: lina; carmelo: melo; caterina: rina cate katia; cecilia: ceci; chiara: chiaretta
cristiano: cris; cristina: cri tina cris; daniela: dani; daniele: dani; davide: dado; domenico: mimmo mico menico nico; eduardo/edoardo: edo dado
elena: ele; eleonora: ele nora; elisabetta: betta elisa lisa betti; emanuele: manu lele; emanuela: manu; emilio: milo; enrico: rico chicco
ettore: tore; eugenio: genio; fabrizio: fabri bizio; federica: fede; federico: fede chicco rico; ferdinando: nando; filippo: pippo fili lippo
filomena: mena; francesca: franci checca fra franca cesca; francesco: franco cecco ciccio checco fra cesco; gabriele: gabri lele
gabriella: gabri lella; gaetano: tano; gennaro: gennarino; giacomo: mino giacomino; gian-carlo/giancarlo: carlo gianca
gian-franco/gianfranco: gianni franco; gian-luca/gianluca: luca; gian-maria/gianmaria; gian-paolo/giampaolo/gianpaolo: paolo
gian-piero/giampiero: piero; gioacchino: gino; giorgio: giò; giovanna: gianna vanna nanna giò; giovanni: gianni nanni vanni giannino ivan
giulia: giuli; giuliano: giuli; giulio: giuli; giuseppe: beppe peppe pino geppo beppino peppino gepi; giuseppina: pina pinuccia giusy peppina
graziella: lella; guglielmo: memmo lelmo; ignazio: gnazio; isabella: isa bella; laura: lauretta; leonardo: leo nardo dino; lorenza: enza
lorenzo: enzo renzo lore; luca: luchino; lucia: lucy; luciano: lucio ciano; luigi: gigi gino luigino; luigia: gina luisa; luisa: luisella
maddalena: lena; manuela: manu; marcello: celio; margherita: rita marghe ghita; maria-grazia/mariagrazia: grazia; maria-luisa/marialuisa: marisa
maria-rosa/mariarosa: rosa; maria-teresa: maite; maria: mariuccia mimma; marina: mari; mariano: nano; massimiliano: max massimo massi
massimo: max massi; matteo: teo; maurizio: mauri; michele: miki lele; michela: miki; nicola/niccolò/nicolò: nico nicolino; nicoletta: nico
paola: paoletta; paolo: paolino; pasquale: lino pasqualino; patrizia: patty; pier-luigi/pierluigi: piero gigi; pietro/piero: pierino
raffaele: lello raffa lele; raffaella: raffa lella; riccardo: ricky ricca; rinaldo: naldo; roberta: robi; roberto: robi berto roby; rodolfo: rudi
romualdo: aldo; rosalia: lia; salvatore: turi totò tore salvo toto; sebastiano: bastiano seba nello; serafina: fina; silvia: silvi; simona: simo
simone: simo; stefania: stefi; stefano: ste; teodoro: teo; teresa: terry gina; tommaso: tommy maso tom; umberto: berto; valentina: vale
valentino: tino; valeria: vale; valerio: vale; vincenza: enza; vincenzo: enzo vince cenzo vinci; vitale: vito; vittoria: vicky; vittorio: vito
`

const dutch = `
aafke: aaf; aaltje: alie aal; abraham: bram braam; adriaan/adrianus/adriaen: adri arie ad janus aad arjan adje; adriana: adri
albertus/albert: bert ab bertus appie; alexander: lex sander xander alex; alida: lida; aleida: leida; aloysius: loek wies; andreas/andries: dries
anna: annie an ans anneke ank antje anke; antonia: toos tonny; antonius/anthonie/antoon/anton: ton toon tom tonnie teun
arnoldus/arnold: arno nol noud arend; augustinus: guus stijn; bartholomeus: bart mees; bastiaan: bas; benedictus: ben dick
bernardus/bernard: ben bernd bert; catharina: trijn rina toos ineke kaatje karin to tineke catrien trui cathy carin rini
christiaan/christianus: chris christ; christina: stien tineke chris; cornelia: corrie nel nelly cor cora lia
cornelis/cornelius: kees cor cees nelis cornel knelis; daniël: daan dani; diederik/dirk: diek; dorothea: door doortje thea; egbertus: egbert bert
elisabeth: els liesbeth elly lies bep ellie betsy lisette betje liesje ella bets elsje lis; everardus: evert; ferdinand: ferry
franciscus: frans frank cis; françoise: fransje; frederik: fred frits freek frederic rik; gerardus/gerard: gerrit ger sjra geert gerd
geertruida: truus geertje trudy truida gea geertrui; gerrit: ger; gijsbertus/gijsbert: gijs bert; gilles: gillis; godefridus: frits govert
gustaaf: guus staf; hendrik/henricus/hendricus/henri: henk rik harry driek hein henny rikus heintje
hendrika/hendrikje/henrica: riek henny rika hennie drika heintje; hermanus/herman: harm manus; hieronymus: jeroen; hubertus: huub bert huib; ida: itje
jacob/jacobus/jakobus: jaap co jac koos sjaak kobus cor; jacoba: coby co coba; jacqueline: jacq lien; jan-willem: jw
johanna: jo hanneke joke annie hanny jannie anna janneke jans; johannes/johan/johannus: jan hans joop hannes jo jannes joh han john
jozef/josephus: jos sef joep; judocus: joost; karel/carel/carolus: kareltje cas; klaas/nicolaas: nico niek nic claes
lambertus/lambert: bert lam bertus; laurentius/laurens: lau rens lou; leonardus/leendert: leo leen nard lennard
lodewijk/ludovicus: lode louis lo loek wiek; machteld: mach; magdalena: leen lena magda; margaretha/margriet: greet griet greetje gré margreet marga
maria: ria mieke marieke miep marijke mia riet rietje mies maaike mien; marinus: rien rinus; martinus/maarten: martin tinus martijn mart tiny
mathilda: til tilly; matthijs/mattheus/matheus: thijs mathijs ties theo; maximiliaan: max; michaël/michiel: chiel michel machiel giel; paulus: paul
petronella: nel petra nelly pietje ella nelleke; petrus/pieter: piet peter pete pier; quirinus: krijn rien; reinier: rein; robrecht: rob
rudolf: ruud roelof dolf; rutger: rut; sebastiaan: bas bastiaan seb; simon: siem siemen; sophia: fietje fia; stephanus/stefanus: stef stefaan steven
theodorus: theo dorus door; theresia: trees thea; thomas: tom maas; valentijn: tijn; wilhelmina: mien willy wil mina wilma ina minke willemijn willeke
wilhelmus/willem/wilhelm: wim wil pim wilm helmus willy; wouter: wout; wubbo: wub; zacharias: sacha
`

const portuguese = `
adriana: dri adri drica; alberto: beto; alexandra: xana alex; alexandre: alex xande xandão alê; alice: lili; ana-maria/anamaria; ana: aninha nita
anderson: dedé; antónio/antônio: tó toninho tonho toni zé-antónio; antónia: toninha; augusto: guto; aurora: lola; bartolomeu: bartô; beatriz: bia bea
benedito: dito bené; bernardo: bê nando; bruno: bruninho; caetano: cae; carla: carlinha; carlos: carlinhos cacá caju; carolina: carol; catarina: cata
cecília: ciça cissa; cláudia: clau; cristiano: cris; cristina: cris tina; daniel: dani dan; daniela: dani; davi/david: dado; diogo: di
eduardo: edu dudu du; elisabete/elizabete: beta bete lisa; emanuel: manel nelo; ernesto: neto; fabiana: fabi; fabiano: fabi; fábio: fabinho
felipe/filipe: lipe pipo fil lipinho; fernanda: nanda fê fer; fernando: nando fê; filomena: filó mena; flávio: flavinho; francisca: chica xica
francisco: chico xico kiko quico; frederico: fred; gabriel: gabi biel; gabriela: gabi; gilberto: gil beto; gonçalo: gonças; guilherme: gui guilhas
gustavo: guga gu guto; helena: lena leninha; henrique: rique kiko ique; humberto: beto; ignácio/inácio: nácio; isabel: bel isa belinha
jaqueline: jaque; joana: joaninha; joão-paulo: jp; joão-pedro: jp; joão: joãozinho jão janjão; joaquim: quim quinzinho quincas; jorge: jorginho
josé-carlos: zeca zé; josé-maria: zé; josé: zé zeca zezinho zezé; josefina: fina; júlia: juju ju; juliana: ju juju; júlio: julinho; leonardo: leo léo
leopoldo: poldo; letícia: lê leti; lourenço: loló; luciana: lu; luís/luiz: lu luisinho lula; luísa/luiza: lu; madalena: lena
manuel/manoel: manel manuelzinho mané neca; manuela: nela manu; marcelo: celo; márcio: marcinho; margarida: guida magui; maria-de-fátima: fátima
maria-de-lourdes: lurdes malu lourdes; maria-do-carmo: carmo micá; maria-josé: zezé mizé; maria-luísa: malu; maria: mariazinha mia; mariana: mari nana
matheus/mateus: teteu; maurício: mau; miguel: miguelito gué; natália: nat; nicolau: nico; otávio: tavinho; patrícia: pat pati patrícinha
paula: paulinha; paulo: paulinho; pedro: pedrinho; rafael: rafa; rafaela: rafa; raimundo: mundo mundinho; raquel: quel; regina: rê; renata: rê
renato: rê; ricardo: rick cadu ricardinho; roberto: beto betinho; rodolfo: rudi; rodrigo: digo rô drigo; rogério: rogê; ronaldo: naldo
salvador: salva; sandra: sandrinha; sebastião: tião bastião sebá; sérgio: serginho; severino: biu; sofia: sofi; susana/suzana: su susi; tatiana: tati
teresa: teresinha tê; thiago/tiago: ti tiaguinho; tomás/thomaz: tomé; valentina: vale; vanessa: nessa; verônica: vê; vicente: vicentinho
victor/vítor: vitinho; vinícius: vini; vitória: vivi vi; wagner: waguinho
`

const nordic = `
anders: andy; andreas: dreas; birgitta/birgit/birgitte: gitta britta gitte; bengt: benke; bertil: berra; björn/bjørn: bjorn nalle
christian/kristian/kristjan: kris kisse krille; elisabet/elisabeth: lisa lisbet bettan lis lisbeth else; erik: erke; frederik/fredrik: fredde frede
gunnar: gunne; gustaf/gustav: gösta; hans: hasse; henrik/hendrik: henke; ingeborg: inga bojan; jakob: jeppe; johan: janne johnny; jonas: jonte
jörgen/jørgen: jorn; karl: kalle; kerstin/kjerstin: kicki; kristina/christina: stina kicki tina kristin
kristoffer/christoffer/kristofer: krille stoffe kris chris; lars: lasse; magnus: mange; margareta/margaretha: greta maggan gretha
margrethe: grethe grete; mikael: micke; mikkel: mik; nicolai/nikolaj/nikolai: niels nico; niklas/nicklas/niclas: nicke; nils/niels: nisse
olof/olav/olaf: olle ola; per: pelle; rasmus/erasmus: ras; sigurd: sigge; sofia: fia; stefan: steffe; thomas: tompa; tor/thor: tosse; ulrik: ulle
viktor: vicke; wilhelm: wille ville
`

export const nicknamesOfEurope = [german, french, spanish, italian, dutch, portuguese, nordic].join('\n')
