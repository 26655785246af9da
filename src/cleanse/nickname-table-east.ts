// Given names and nicknames from Poland to India: Russian and Ukrainian in Latin letters, Polish, Czech, Slovak, Romanian, Hungarian, Greek; spellings
// of Arabic, Hebrew and Indian names. Our own table of common knowledge, in the form that nickname-table.ts tells.

const slavic = `
aleksandr/alexander/alexandr/oleksandr/aleksander: sasha sascha sacha shura sanya sania alex olek
aleksandra/alexandra/oleksandra: sasha shura sanya alya lesya alex
aleksey/alexey/aleksei/alexei/alexej/aleksej/oleksiy: lyosha alyosha lesha leha lyokha lekha alex alyoshka; alina: alya; alla: alya
anastasia/anastasiya/anastasija: nastya nastia asya stasya nastenka; anatoly/anatoliy/anatoli: tolya tolik
andrey/andrei/andrej/andriy: andryusha dron; anna: anya ania nyura anechka anyuta nyusha; anton: tosha antosha; antonina: tonya
arkady/arkadiy: arkasha; artyom/artem/artiom: tyoma tema; artur: turik; boris: borya; valentin: valya; valentina: valya; valery/valeriy/valeri: valera
valeria/valeriya/valerija: lera valera; varvara: varya; vasily/vasiliy/vasili/vasyl/wassili: vasya vasyok; vera: verochka; veronika: nika vera
viktor/victor: vitya; viktoria/victoria/viktoriya: vika; vitaly/vitaliy/vitali/vitalij: vitalik vitya
vladimir/volodymyr/wladimir/uladzimir: vova volodya vovan vlad volodka; vladislav/vladyslav/wladislaw: vlad vladik slava; vsevolod: seva
vyacheslav/viacheslav/vjaceslav/wjatscheslaw: slava; galina/halyna: galya halya; gennady/gennadiy/gennadi: gena
georgy/georgiy/georgi/heorhiy: zhora gosha goga yura egor; grigory/grigoriy/hryhoriy/grigori: grisha; darya/daria/dariya/darja: dasha dashka
denis: den; diana: dina; dmitry/dmitri/dmitriy/dmitrij/dmytro/dimitri/dimitry: dima mitya dimon dimka
evgeny/yevgeny/evgeniy/yevhen/evgeni/jewgeni/evgenij: zhenya zhenia jenya eugene gena
evgenia/yevgenia/evgeniya/yevheniya/evgenija: zhenya zhenia jenya eugenia; yegor/egor: gosha
ekaterina/yekaterina/kateryna/jekaterina/katerina: katya katia kate katyusha; elena/yelena/olena/jelena: lena lenochka alyona alena
elizaveta/yelizaveta/yelyzaveta: liza lizka; zinaida: zina; ivan: vanya vania vanka; igor/ihor: garik gosha; ilya/ilia/illya/ilja: ilyusha; inna: inka
irina/iryna: ira irisha irka; kirill/kiril/kyrylo/kyrill: kira kirya; klavdia: klava; konstantin/kostiantyn: kostya kostia
ksenia/kseniya/xenia/oksana/ksenija: ksyusha ksusha; larisa/larysa/larissa: lara lora; leonid: lyonya lenya; lidia/lidiya: lida
lyubov/liubov/ljubow: lyuba luba; lyudmila/liudmila/ludmila/ljudmila/lyudmyla: lyuda luda mila lusya; maksim/maxim/maksym: max maks
margarita: rita margo; marina/maryna: marisha; maria/mariya/marija/mariia: masha marusya manya mari
mikhail/michail/mikhailo/mykhailo/mihail: misha mischa mike michael; nadezhda/nadezda/nadiya/nadeschda: nadya nadia
natalia/natalya/nataliya/natalja/natalija: natasha nata tasha tata; nikita: nikitos; nikolay/nikolai/mykola/nikolaj: kolya nick niko; nina: ninochka
oleg/oleh: olezhka; olga/olha: olya olia; pavel/pavlo/pawel: pasha pavlik paul; petr/pyotr/petro/piotr: petya peter; polina: polya; raisa: raya
roman: roma romka; svetlana/svitlana/swetlana: sveta lana svetik; semyon/semen: senya syoma
sergey/sergei/serhiy/sergej/sergii/siarhei: seryozha serezha seryoga serge; sofia/sofya/sofiya/sofija: sonya sonia; stanislav/stanislaw: stas slava
stepan: styopa; tamara: toma; tatiana/tatyana/tetiana/tatjana: tanya tania tata tanja; timofey/timofei: tima; timur: tima; ulyana/uliana: ulya
fyodor/fedor/fjodor: fedya theo; yuri/yuriy/yury/juri/iurii/yurii/jurij: yura jura; yulia/julia/yuliya/iuliia/julija/juliya: yulya julie julka
yakov: yasha; yana/jana: yanka; yaroslav/jaroslav: yarik slava; zoya/zoia: zoika
`

const polish = `
adam: adaś; agata: agatka; agnieszka: aga agusia aguś; aleksander: olek aleks; aleksandra: ola olka aleks oleńka; alicja: ala
andrzej: jędrek andrzejek; anna: ania anka andzia hania; antoni: antek tosiek; antonina: tosia; artur: arturek; barbara: basia baśka
bartłomiej/bartosz: bartek; beata: becia; bogdan/bohdan: boguś; bogumił: boguś; bogusław: boguś bogdan sławek; bolesław: bolek; bronisław: bronek
celina: cela; cezary: czarek; czesław: czesiek; damian: damianek; daniel: danek; danuta: danka danusia; dariusz: darek; dominik: domino
dominika: domi; dorota: dorotka dosia; edward: edek; elżbieta: ela elka elżunia bietka; emilia: emilka mila; ewa: ewka ewunia; feliks: felek
filip: filipek; franciszek: franek; franciszka: frania; grażyna: grażka; grzegorz: grzesiek grzesio grześ; halina: hala halinka; hanna: hania hanka
helena: hela helenka; henryk: heniek heniu; ireneusz: irek; irena: irka; iwona: iwonka; izabela: iza izka bela; jacek: jacuś; jadwiga: jadzia jaga
jakub: kuba; jan: janek jaś jasiek; janina: janka; janusz: januszek; jarosław: jarek sławek; jerzy: jurek; joanna: asia aśka joasia; józef: józek
józefa: józia; julia: julka; juliusz/julian: julek; kamil: kamilek; karol: karolek lolek; karolina: karola karo; katarzyna: kasia kaśka
kazimierz: kazik kaziu; konrad: konradek; krystian: kris; krystyna: krysia kryśka; krzysztof: krzysiek krzyś krzysio krzychu chris; leszek/lech: lesiu
lidia: lidka; lucjan: lucek; ludwik: ludek; łukasz: łuki lukas; maciej: maciek; magdalena: magda madzia magdusia
małgorzata: gosia małgosia gośka gorzata; marcin: marcinek martin; marek: mareczek mark; maria: marysia maryśka mania; marianna: marysia
mariusz: mariuszek; marta: martusia; martyna: martynka; mateusz: mati; michał: misiek michaś; mieczysław: mietek; mikołaj: miki mikuś; mirosław: mirek
mirosława: mirka; monika: moniczka; natalia: natalka nata; paweł: pawełek; patrycja: pati; piotr: piotrek piotruś; przemysław: przemek
radosław: radek; rafał: rafałek; renata: renia; robert: robek robuś; roman: romek; ryszard: rysiek; sebastian: seba; sławomir: sławek
stanisław: staszek stach stasiek stan; stanisława: stasia; stefan: stefek; sylwia: sylwka; szymon: szymek; tadeusz: tadek; teresa: tereska renia
tomasz: tomek tomcio; urszula: ula ulka; wacław: wacek; waldemar: waldek; wanda: wandzia; weronika: wera; wiesław: wiesiek; wiesława: wiesia
wiktor: wiktorek; wiktoria: wika; władysław: władek; włodzimierz: włodek; wojciech: wojtek wojtuś; zbigniew: zbyszek zbych; zdzisław: zdzisiek
zofia: zosia zośka; zuzanna: zuzia zuza; zygmunt: zygmuś
`

const neighbours = `
alena: alenka; alžběta: běta bětka eliška; antonín: tonda toník; bohumil: bohouš; božena: boženka; čeněk: vincenc; františek: franta fanda
gabriela: gábina; hana: hanka; ivana: iva ivanka; jan: honza jenda jenik; jaroslav: jarda jára; jaroslava: jarka; jindřich: jindra; jiří: jirka jura
josef/jozef: pepa jožka pepík jožo; karel: kája; kateřina/katarína: katka káťa; ladislav: láďa laco; lubomír/ľubomír: luboš ľubo
magdaléna: magda majda; markéta: maky; marie: maruška mařenka; martin: maťo; michal: míša mišo; miloslav: milda miloš; miroslav: mirek míra miro
ondřej: ondra; pavel: pája; petr: péťa; stanislav: standa stano; štefan: števo; tomáš: tomek; václav: vašek venca; vladimír: vláďa vlado
vojtěch: vojta; zdeněk: zdenda; zuzana: zuzka; ion/ioan: ionuț nelu; gheorghe: george gigi ghiță; constantin: costel costin costi dinu
nicolae: nicu nae; alexandru: alex sandu; mihai/mihail: mișu; elena: lenuța; ștefan: fane ștefi; vasile: vasilică; istván: pista isti pisti
józsef: józsi; lászló: laci; sándor: sanyi; ferenc: feri; jános: jani jancsi; györgy: gyuri; gábor: gabi; zsuzsanna: zsuzsa zsuzsi
erzsébet: erzsi bözsi; katalin: kati; tamás: tomi; miklós: miki; mihály: misi; andrás: andris bandi; imre: imi
`

const greekToIndian = `
georgios/giorgos/yiorgos/yorgos: george; ioannis/yiannis/giannis/yannis: john yanni; konstantinos/constantinos: kostas costas dinos kostis gus
dimitrios/dimitris/demetrios: jimmy mitsos takis dimitri; nikolaos: nikos nick; panagiotis/panayiotis: panos takis pete notis
vasileios/vasilis/vassilis: bill billy; christos: chris; athanasios: thanasis nasos thanos tom sakis; evangelos/vangelis: vaggelis angelos
spyridon: spyros; stavros: steve; theodoros: thodoris theo; emmanouil/manolis: manos; michail/michalis: mike; alexandros: alekos alex
aikaterini/katerina: katia kate; eleni: lena; anastasios: tasos; apostolos: tolis; charalampos/haralambos/charalambos: babis harry; ilias/elias: lias
petros: pete; stylianos: stelios; efstathios: stathis; eleftherios: lefteris; paraskevi: vivi voula; vasiliki: vicky vaso; mehmet: memo
mustafa/mostafa/moustafa/mustapha: mus musti; ahmed/ahmad/ahmet/achmed/ahmat; ali/aly; ibrahim/ebrahim/brahim: ibo ibro abe; ismail/ismael/esmail: ish
hussein/husain/hussain/hossein/husayn/huseyin/hussien: hus; hassan/hasan: has; yusuf/yousef/youssef/yousuf/yusef/yusof/yousif/iusuf: joe
omar/umar/omer; osman/othman/uthman/usman; khalid/khaled: kal; said/saeed/saeid/sayed/sayid/sayeed/saiid; jamal/gamal/djamel/jamaal/cemal
karim/kareem/kerim; rashid/rasheed/rachid/rashed; tariq/tarek/tarik/tareq; walid/waleed; yasin/yassin/yaseen/yacine/yassine; zaid/zayd/zayed
farid/fareed; hamid/hameed; hamza/hamzah; jafar/jaafar/gafar; mahmoud/mahmud/mahmood; marwan/merouane; murad/mourad/murat; nasir/nasser/naser/nassir
salim/saleem/selim; samir/sameer: sam; sharif/sherif/shareef; sulaiman/suleiman/soliman/suleyman/sulayman/sulieman: sol
abdulrahman/abderrahman/abdurrahman: abdul; abdullah/abdallah/abdulah: abdul abdo abdi; abdulaziz/abdelaziz: aziz abdul
abdulkarim/abdelkarim: abdul karim; fatima/fatma/fatimah/fatemeh: fati fatou; aisha/ayesha/aicha/aysha/aishah/ayse; khadija/khadijah/khadeeja/hatice
layla/leila/laila/leyla; maryam/mariam/meryem/miriam/maryem; nur/noor/nour; zainab/zeinab/zaynab/zeynep; samira/sameera
yasmin/yasmine/yasmeen/yasemin; amina/aminah/emine; hafsa/hafsah; sumaya/soumaya/sumayya; reza/riza; mohammad-reza/mohammadreza: reza
amir-hossein/amirhossein: hossein; yaakov/yaacov/jacob/yakov: kobi koby yanky; yitzhak/yitzchak/isaac/itzhak: itzik; yosef/joseph: yossi yosi
moshe: moishe moti; avraham/abraham: avi avram abie; shlomo/solomon: shlomi; shmuel/samuel: shmulik; shimon: shimi; eliyahu/elijah: eli
yehuda/judah: yudi udi; binyamin/benjamin: beni benny bibi; menachem/menahem: mendy meni; mordechai/mordecai: motti moti mordy; yisrael/israel: srulik
yehoshua/joshua: shuki; daniel: danny dani; michael: miki; gavriel/gabriel: gavi; rivka/rebecca: riki; rachel: rochi; elisheva: eli
krishna/krishnan: kris kishan; venkatesh/venkatesan: venkat; srinivas/srinivasan/sreenivas: srini; subramanian/subramaniam: subbu subra mani
ramakrishna/ramakrishnan: ram; balakrishna/balakrishnan: bala; rajesh: raj raju; rajendra/rajinder: raj raju; rajeev/rajiv: raj; suresh: sury
ramesh: ram; mahesh: mahi; ganesh/ganesan: gani; harish: hari; krishnamurthy/krishnamurthi: murthy krish; lakshmi/laxmi: laks; priyanka: priya
aishwarya: aish; siddharth/siddhartha: sid; vikram: vik vicky; vivek: vik; abhishek: abhi; aditya: adi; akshay: aksh; anirudh/aniruddha: ani
deepak/dipak: deep; manish/maneesh: mani; sanjay/sanjai: san; sandeep/sandip: sandy; sunil/suneel: sunny; pradeep/pradip; dilip/dileep; vijay/vijai
ajay/ajai; rohit: ro; shrikant/srikanth/srikant/shreekant: sri; vishwanath/viswanathan: vishu vishy
chandrasekhar/chandrashekar/chandrasekar: chandra shekar sekhar
`

export const nicknamesOfTheEast = [slavic, polish, neighbours, greekToIndian].join('\n')
