// Education and government, by how their domains are named in each country. Pure data; domain-class.ts reads it.
// Sources: the second-level domains of each registry (as in the Public Suffix List) and the naming rules of the countries' own networks
// (Switzerland admin.ch, Germany bund.de, Canada gc.ca, Austria gv.at …), 2026-11.

/** Suffixes after which everything is a school or university. */
export const educationSuffixes = `
edu k12.ca.us k12.tx.us k12.ny.us edu.ac ac.ae sch.ae ac.at ac.be ac.bw ac.cn edu.cn ac.cr ac.cy ac.fj ac.gn ac.id sch.id ac.il k12.il ac.im ac.in edu.in res.in
ac.ir sch.ir ac.jp ed.jp ac.ke sc.ke ac.kr hs.kr ms.kr es.kr kg.kr sc.kr ac.lk sch.lk ac.ma ac.mu ac.mw ac.mz ac.ni ac.nz school.nz ac.pa ac.pg ac.pr ac.rs ac.ru
ac.rw ac.se ac.sz ac.th ac.tj ac.tz sc.tz ac.ug sc.ug ac.uk sch.uk ac.vn ac.za school.za ac.zm ac.zw sch.gg sch.je sch.jo sch.lk sch.ly sch.ng sch.qa sch.sa sch.zm
sch.ae bib.br k12.tr cuhk.hk schule.de schulen.de schule.at schule-bw.de schule.bayern.de lernsax.de edubs.ch educanet2.ch ac-versailles.fr academie.fr
`

/** Well-known universities and schools whose domain does not say so. */
export const educationDomains = `
ethz.ch epfl.ch uzh.ch unibas.ch unibe.ch unige.ch unil.ch unisg.ch unilu.ch unifr.ch usi.ch zhaw.ch fhnw.ch bfh.ch hslu.ch ost.ch hes-so.ch supsi.ch phzh.ch
kit.edu rwth-aachen.de lmu.de tum.de fau.de charite.de mpg.de fraunhofer.de dlr.de hpi.de whu.edu esmt.org leuphana.de jade-hs.de bht-berlin.de
univie.ac.at tuwien.ac.at jku.at tugraz.at wu.ac.at boku.ac.at aau.at uibk.ac.at fh-ooe.at fh-joanneum.at fhstp.ac.at technikum-wien.at
polytechnique.edu ens.fr ens.psl.eu ens-lyon.fr sciencespo.fr sorbonne-universite.fr dauphine.psl.eu centralesupelec.fr mines-paristech.fr insa-lyon.fr insead.edu
hec.edu essec.edu escp.eu em-lyon.com edhec.com polytechnique.fr cnrs.fr inria.fr cea.fr
polimi.it polito.it sns.it sissa.it unibocconi.it luiss.it upc.edu upm.es ucm.es uam.es uab.cat ub.edu upf.edu uv.es upv.es us.es ugr.es ehu.eus unav.edu uoc.edu
ie.edu esade.edu csic.es uc3m.es uned.es uva.es ua.es um.es ulisboa.pt tecnico.ulisboa.pt up.pt uc.pt uminho.pt ua.pt unl.pt iscte-iul.pt
uva.nl vu.nl tudelft.nl tue.nl utwente.nl uu.nl rug.nl ru.nl leidenuniv.nl universiteitleiden.nl eur.nl maastrichtuniversity.nl tilburguniversity.edu wur.nl hva.nl hu.nl
han.nl fontys.nl saxion.nl hhs.nl inholland.nl avans.nl kuleuven.be ugent.be uclouvain.be ulb.be ulb.ac.be vub.be uantwerpen.be uliege.be uhasselt.be vlerick.com
uni.lu kth.se chalmers.se lu.se uu.se gu.se liu.se su.se ki.se umu.se hhs.se ntnu.no uio.no uib.no uit.no bi.no nhh.no ku.dk dtu.dk au.dk aau.dk cbs.dk sdu.dk itu.dk
ruc.dk helsinki.fi aalto.fi tuni.fi utu.fi oulu.fi jyu.fi lut.fi hi.is ru.is tcd.ie ucd.ie ucc.ie nuigalway.ie universityofgalway.ie dcu.ie ul.ie maynoothuniversity.ie tudublin.ie
uw.edu.pl cvut.cz cuni.cz vutbr.cz muni.cz vse.cz stuba.sk uniba.sk elte.hu bme.hu ceu.edu uni-lj.si unizg.hr fer.hr ubbcluj.ro upb.ro unibuc.ro auth.gr ntua.gr uoa.gr
ut.ee taltech.ee lu.lv rtu.lv vu.lt ktu.lt msu.ru hse.ru spbu.ru mipt.ru itmo.ru knu.ua kpi.ua lnu.edu.ua
utoronto.ca ubc.ca mcgill.ca uwaterloo.ca yorku.ca queensu.ca uottawa.ca ualberta.ca ucalgary.ca umontreal.ca ulaval.ca concordia.ca dal.ca mcmaster.ca sfu.ca uvic.ca
uwo.ca uoguelph.ca carleton.ca torontomu.ca ryerson.ca usask.ca umanitoba.ca unb.ca mun.ca hec.ca polymtl.ca uqam.ca usherbrooke.ca bcit.ca senecacollege.ca
usp.br unicamp.br ufrj.br ufmg.br unesp.br unb.br ufrgs.br ufsc.br puc-rio.br fgv.br unam.mx ipn.mx tec.mx itesm.mx uba.ar utn.edu.ar uchile.cl uc.cl usach.cl
`

/** Between a university's short name and its country: uni-koeln.de, tu-berlin.de, univ-lille.fr, unipd.it. */
export const educationPatterns: readonly RegExp[] = [
  /^(?:uni|tu|fh|th|hs|ph|htw|haw|dhbw|uk|kh|hfm|hochschule|universitaet|gymnasium|realschule|berufsschule)-[a-z0-9-]+\.(?:de|at)$/,
  /^(?:hochschule|universitaet|tuhh|thws|hswt)[a-z0-9-]*\.de$/,
  /^(?:univ|u|iut|ac|ec|insa|imt|cnam|sciences)-[a-z0-9-]+\.fr$/,
  /^[a-z0-9-]*-univ\.fr$/,
  /^(?:univ|uni)(?!credit|sona|lever|qa|eco|versal|dos|ting|corn|re|on)[a-z]{2,8}\.it$/,
  /^k12\.[a-z]{2}\.us$/,
  /(?:^|[.-])(?:university|universiteit|universita|universidad|universite|college)(?:of[a-z]+)?\.(?:nl|it|es|be|ca|eu|org|co\.uk)$/,
]

/** Suffixes after which everything is a state, its offices or its forces. */
export const governmentSuffixes = `
gov mil gouv.fr defense.gouv.fr gob.ar gov.ar gob.bo gob.cl gob.ec gob.es gob.gt gob.hn gob.mx gob.ni gob.pa gob.pe gob.sv gob.ve gob.do gub.uy govt.nz mil.nz go.cr go.id
desa.id go.jp lg.jp go.ke go.kr go.th mi.th go.tz go.ug gouv.bj gouv.ci gouv.sn gouv.ht gouv.ml gouv.mc gouv.qc.ca gc.ca gov.on.ca ontario.ca gov.bc.ca alberta.ca
gv.at admin.ch bund.de bundeswehr.org bayern.de sachsen.de hessen.de nrw.de niedersachsen.de landsh.de brandenburg.de thueringen.de saarland.de rlp.de bwl.de berlin.de
stuttgart.de muenchen.de koeln.de stadt-koeln.de hamburg.de bremen.de polizei.de overheid.nl minbzk.nl rijksoverheid.nl belastingdienst.nl politie.nl
rws.nl minvws.nl minez.nl minfin.nl minjenv.nl minocw.nl mindef.nl fgov.be vlaanderen.be belgium.be police.be mil.be etat.lu public.lu europa.eu
nhs.uk nhs.net police.uk mod.uk parliament.uk gov.uk gov.scot gov.wales parl.ca forces.gc.ca admin.uk gov.ie garda.ie oireachtas.ie
stat.no dep.no regjeringen.no politi.no kommune.no gov.se regeringskansliet.se polisen.se skatteverket.se forsakringskassan.se stm.dk um.dk politi.dk regionh.dk
gov.fi valtioneuvosto.fi poliisi.fi vero.fi stjr.is governo.it giustizia.it interno.it esteri.it difesa.it poliziadistato.it carabinieri.it gdf.it inps.it agenziaentrate.it
governo.pt jus.br leg.br mp.br def.br fed.us state.us nsn.us zh.ch be.ch vd.ch ge.ch bs.ch ag.ch sg.ch lu.ch tg.ch ti.ch so.ch bl.ch fr.ch ne.ch vs.ch
un.org nato.int who.int worldbank.org imf.org oecd.org coe.int
`
