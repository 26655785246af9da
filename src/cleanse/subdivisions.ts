// States, provinces, Länder, cantons and regions by which sales territories are cut. Pure data; state.ts reads it.
// Sources: ISO 3166-2 (codes, names in the national languages), national postal abbreviations, common names in the neighbours' languages; 2026-11.

/** Country → `code=name|other name`, parted by semicolons. The code is the part of ISO 3166-2 after the country. */
export const subdivisions: Readonly<Record<string, string>> = {
  US: `AL=Alabama|Ala;AK=Alaska;AZ=Arizona|Ariz;AR=Arkansas|Ark;CA=California|Calif|Cali|Kalifornien|Californie|SoCal|NorCal;CO=Colorado|Colo;CT=Connecticut|Conn;DE=Delaware|Del;FL=Florida|Fla|Floride;GA=Georgia|Ga State;
    HI=Hawaii|Hawai;ID=Idaho;IL=Illinois|Ill;IN=Indiana|Ind;IA=Iowa;KS=Kansas|Kan;KY=Kentucky;LA=Louisiana|Louisiane;ME=Maine;MD=Maryland;MA=Massachusetts|Mass|Massachussetts|Massachusets;MI=Michigan|Mich;
    MN=Minnesota|Minn;MS=Mississippi|Miss|Missisippi;MO=Missouri;MT=Montana|Mont;NE=Nebraska|Neb|Nebr;NV=Nevada|Nev;NH=New Hampshire;NJ=New Jersey|N Jersey|Jersey;NM=New Mexico|N Mex;NY=New York|New York State|NYS|New York City|NYC;
    NC=North Carolina|N Carolina|N Car;ND=North Dakota|N Dakota|N Dak;OH=Ohio;OK=Oklahoma|Okla;OR=Oregon|Ore;PA=Pennsylvania|Penn|Penna|Pennsylvannia|Pensylvania;RI=Rhode Island;SC=South Carolina|S Carolina|S Car;SD=South Dakota|S Dakota|S Dak;
    TN=Tennessee|Tenn|Tennesee;TX=Texas|Tex;UT=Utah;VT=Vermont;VA=Virginia|Virginie;WA=Washington|Wash|Washington State|State of Washington;WV=West Virginia|W Virginia|W Va;WI=Wisconsin|Wis|Wisc;WY=Wyoming|Wyo;
    DC=District of Columbia|Washington DC|Washington D C|D C;PR=Puerto Rico;GU=Guam;VI=US Virgin Islands;AS=American Samoa;MP=Northern Mariana Islands`,
  CA: `AB=Alberta|Alta;BC=British Columbia|Colombie Britannique|B C;MB=Manitoba|Man;NB=New Brunswick|Nouveau Brunswick;NL=Newfoundland and Labrador|Newfoundland|Terre Neuve et Labrador|NF|NFLD;NS=Nova Scotia|Nouvelle Écosse;
    NT=Northwest Territories|Territoires du Nord Ouest|NWT;NU=Nunavut;ON=Ontario|Ont;PE=Prince Edward Island|PEI|Île du Prince Édouard;QC=Quebec|Québec|Que|PQ;SK=Saskatchewan|Sask;YT=Yukon|Yukon Territory`,
  AU: `NSW=New South Wales|N S W;QLD=Queensland|Qld;SA=South Australia|S Australia;TAS=Tasmania|Tas;VIC=Victoria|Vic;WA=Western Australia|W Australia;ACT=Australian Capital Territory;NT=Northern Territory`,
  NZ: `AUK=Auckland;BOP=Bay of Plenty;CAN=Canterbury;GIS=Gisborne;HKB=Hawke's Bay;MWT=Manawatu Whanganui;MBH=Marlborough;NSN=Nelson;NTL=Northland;OTA=Otago;STL=Southland;TKI=Taranaki;TAS=Tasman;WKO=Waikato;WGN=Wellington;WTC=West Coast`,
  MX: `AGU=Aguascalientes|Ags;BCN=Baja California|BC;BCS=Baja California Sur;CAM=Campeche;CHP=Chiapas;CHH=Chihuahua;CMX=Ciudad de México|Mexico City|CDMX|DF|Distrito Federal|D F;COA=Coahuila|Coahuila de Zaragoza;COL=Colima;DUR=Durango;
    GUA=Guanajuato|Gto;GRO=Guerrero;HID=Hidalgo;JAL=Jalisco;MEX=Estado de México|México|Edo Mex|EdoMex;MIC=Michoacán|Michoacán de Ocampo;MOR=Morelos;NAY=Nayarit;NLE=Nuevo León|NL|N L;OAX=Oaxaca;PUE=Puebla;QUE=Querétaro|Qro;ROO=Quintana Roo|Q Roo;
    SLP=San Luis Potosí;SIN=Sinaloa;SON=Sonora;TAB=Tabasco;TAM=Tamaulipas|Tamps;TLA=Tlaxcala;VER=Veracruz;YUC=Yucatán;ZAC=Zacatecas`,
  BR: `AC=Acre;AL=Alagoas;AP=Amapá;AM=Amazonas;BA=Bahia;CE=Ceará;DF=Distrito Federal|Brasília;ES=Espírito Santo;GO=Goiás;MA=Maranhão;MT=Mato Grosso;MS=Mato Grosso do Sul;MG=Minas Gerais;PA=Pará;PB=Paraíba;PR=Paraná;PE=Pernambuco;PI=Piauí;
    RJ=Rio de Janeiro|Rio;RN=Rio Grande do Norte;RS=Rio Grande do Sul;RO=Rondônia;RR=Roraima;SC=Santa Catarina;SP=São Paulo|S Paulo;SE=Sergipe;TO=Tocantins`,
  AR: `B=Buenos Aires|Provincia de Buenos Aires;C=Ciudad Autónoma de Buenos Aires|CABA|Capital Federal;K=Catamarca;H=Chaco;U=Chubut;X=Córdoba;W=Corrientes;E=Entre Ríos;P=Formosa;Y=Jujuy;L=La Pampa;F=La Rioja;M=Mendoza;N=Misiones;Q=Neuquén;R=Río Negro;A=Salta;J=San Juan;D=San Luis;Z=Santa Cruz;S=Santa Fe;G=Santiago del Estero;V=Tierra del Fuego;T=Tucumán`,
  IN: `AP=Andhra Pradesh;AR=Arunachal Pradesh;AS=Assam;BR=Bihar;CG=Chhattisgarh|CT;CH=Chandigarh;DL=Delhi|New Delhi|NCT|NCR|Delhi NCR;GA=Goa;GJ=Gujarat;HR=Haryana;HP=Himachal Pradesh;JK=Jammu and Kashmir|Jammu Kashmir;JH=Jharkhand;KA=Karnataka;KL=Kerala;
    LA=Ladakh;MP=Madhya Pradesh;MH=Maharashtra;MN=Manipur;ML=Meghalaya;MZ=Mizoram;NL=Nagaland;OD=Odisha|Orissa|OR;PB=Punjab;PY=Puducherry|Pondicherry;RJ=Rajasthan;SK=Sikkim;TN=Tamil Nadu|Tamilnadu;TS=Telangana|TG;TR=Tripura;UP=Uttar Pradesh;UK=Uttarakhand|UT;WB=West Bengal`,
  DE: `BW=Baden-Württemberg|BaWü|Bade-Wurtemberg|Baden Wurttemberg;BY=Bayern|Bavaria|Bavière|Baviera|Beieren;BE=Berlin;BB=Brandenburg;HB=Bremen|Freie Hansestadt Bremen;HH=Hamburg|Hambourg;HE=Hessen|Hesse;MV=Mecklenburg-Vorpommern|MeckPomm|Mecklenburg Western Pomerania;
    NI=Niedersachsen|Lower Saxony|Basse Saxe|Baja Sajonia|Bassa Sassonia|Nds;NW=Nordrhein-Westfalen|NRW|North Rhine Westphalia|Rhénanie du Nord Westphalie|Renania del Norte Westfalia|Noordrijn Westfalen|Nordrhein Westphalen;RP=Rheinland-Pfalz|RLP|Rhineland Palatinate|Rhénanie Palatinat;
    SL=Saarland|Sarre;SN=Sachsen|Saxony|Saxe|Sajonia;ST=Sachsen-Anhalt|Saxony Anhalt|LSA;SH=Schleswig-Holstein;TH=Thüringen|Thuringia|Thuringe|Turingia`,
  AT: `1=Burgenland|Bgld;2=Kärnten|Carinthia|Ktn;3=Niederösterreich|Lower Austria|NÖ;4=Oberösterreich|Upper Austria|OÖ;5=Salzburg|Sbg;6=Steiermark|Styria|Stmk;7=Tirol|Tyrol;8=Vorarlberg|Vbg;9=Wien|Vienna|Vienne|Viena`,
  CH: `ZH=Zürich|Zurich|Zuerich;BE=Bern|Berne|Berna;LU=Luzern|Lucerne|Lucerna;UR=Uri;SZ=Schwyz;OW=Obwalden;NW=Nidwalden;GL=Glarus|Glaris;ZG=Zug|Zoug;FR=Freiburg|Fribourg;SO=Solothurn|Soleure;BS=Basel-Stadt|Bâle Ville|Basel|Basle;BL=Basel-Landschaft|Baselland|Bâle Campagne;SH=Schaffhausen|Schaffhouse;
    AR=Appenzell Ausserrhoden;AI=Appenzell Innerrhoden;SG=St. Gallen|Sankt Gallen|Saint Gall;GR=Graubünden|Grisons|Grigioni;AG=Aargau|Argovie;TG=Thurgau|Thurgovie;TI=Tessin|Ticino;VD=Waadt|Vaud;VS=Wallis|Valais;NE=Neuenburg|Neuchâtel;GE=Genf|Genève|Geneva|Ginevra|Geneve;JU=Jura`,
  IT: `21=Piemonte|Piedmont|Piemont;23=Valle d'Aosta|Aosta Valley;25=Lombardia|Lombardy|Lombardei|Lombardie;32=Trentino-Alto Adige|Trentino|Südtirol|South Tyrol|Alto Adige;34=Veneto|Venetien;36=Friuli-Venezia Giulia|Friuli;42=Liguria;45=Emilia-Romagna|Emilia;52=Toscana|Tuscany|Toskana|Toscane;
    55=Umbria;57=Marche;62=Lazio|Latium;65=Abruzzo;67=Molise;72=Campania;75=Puglia|Apulia|Apulien;77=Basilicata;78=Calabria;82=Sicilia|Sicily|Sizilien|Sicile;88=Sardegna|Sardinia|Sardinien|Sardaigne`,
  ES: `AN=Andalucía|Andalusia|Andalusien|Andalousie;AR=Aragón;AS=Asturias|Principado de Asturias;CN=Canarias|Islas Canarias|Canary Islands;CB=Cantabria;CL=Castilla y León;CM=Castilla-La Mancha;CT=Cataluña|Catalunya|Catalonia|Katalonien|Catalogne|Barcelona;EX=Extremadura;GA=Galicia|Galicien;
    IB=Illes Balears|Islas Baleares|Baleares|Balearic Islands|Mallorca;RI=La Rioja;MD=Comunidad de Madrid|Madrid;MC=Región de Murcia|Murcia;NC=Navarra|Navarre;PV=País Vasco|Euskadi|Basque Country;VC=Comunidad Valenciana|Valencia|Comunitat Valenciana;CE=Ceuta;ML=Melilla`,
  FR: `ARA=Auvergne-Rhône-Alpes|Rhône Alpes|Auvergne;BFC=Bourgogne-Franche-Comté|Bourgogne|Franche Comté;BRE=Bretagne|Brittany;CVL=Centre-Val de Loire|Centre;20R=Corse|Corsica;GES=Grand Est|Alsace|Lorraine|Champagne Ardenne;HDF=Hauts-de-France|Nord Pas de Calais|Picardie;
    IDF=Île-de-France|Ile de France|Région parisienne|Paris;NOR=Normandie|Normandy|Haute Normandie|Basse Normandie;NAQ=Nouvelle-Aquitaine|Aquitaine|Limousin|Poitou Charentes;OCC=Occitanie|Midi Pyrénées|Languedoc Roussillon;PDL=Pays de la Loire;PAC=Provence-Alpes-Côte d'Azur|PACA|Provence`,
  NL: `DR=Drenthe;FL=Flevoland;FR=Friesland|Fryslân;GE=Gelderland;GR=Groningen;LI=Limburg;NB=Noord-Brabant|Brabant|North Brabant;NH=Noord-Holland|North Holland|Nordholland;OV=Overijssel;UT=Utrecht;ZE=Zeeland;ZH=Zuid-Holland|South Holland|Südholland`,
  BE: `VLG=Vlaanderen|Flanders|Flandre|Flandern|Vlaams Gewest;WAL=Wallonie|Wallonia|Wallonië;BRU=Bruxelles|Brussel|Brussels|Bruxelles Capitale|Brüssel;VAN=Antwerpen|Antwerp|Anvers;WBR=Brabant wallon|Walloon Brabant;VBR=Vlaams-Brabant|Flemish Brabant;WHT=Hainaut;WLG=Liège|Lüttich|Luik;VLI=Limburg;WLX=Luxembourg;WNA=Namur;VOV=Oost-Vlaanderen|East Flanders;VWV=West-Vlaanderen|West Flanders`,
  GB: `ENG=England|Angleterre|Inglaterra|Inghilterra|Engeland;SCT=Scotland|Schottland|Écosse|Escocia|Scozia;WLS=Wales|Cymru|Pays de Galles|Gales;NIR=Northern Ireland|N Ireland|Nordirland|Irlande du Nord`,
  PL: `02=Dolnośląskie|Lower Silesia;04=Kujawsko-Pomorskie;06=Lubelskie;08=Lubuskie;10=Łódzkie;12=Małopolskie|Lesser Poland;14=Mazowieckie|Masovia|Mazovia;16=Opolskie;18=Podkarpackie;20=Podlaskie;22=Pomorskie|Pomerania;24=Śląskie|Silesia;26=Świętokrzyskie;28=Warmińsko-Mazurskie;30=Wielkopolskie|Greater Poland;32=Zachodniopomorskie`,
  CN: `BJ=Beijing|Peking|北京;TJ=Tianjin|天津;HE=Hebei|河北;SX=Shanxi|山西;NM=Inner Mongolia|Nei Mongol|内蒙古;LN=Liaoning|辽宁;JL=Jilin|吉林;HL=Heilongjiang|黑龙江;SH=Shanghai|上海;JS=Jiangsu|江苏;ZJ=Zhejiang|浙江;AH=Anhui|安徽;FJ=Fujian|福建;JX=Jiangxi|江西;SD=Shandong|山东;HA=Henan|河南;HB=Hubei|湖北;HN=Hunan|湖南;GD=Guangdong|广东;GX=Guangxi|广西;HI=Hainan|海南;CQ=Chongqing|重庆;SC=Sichuan|四川;GZ=Guizhou|贵州;YN=Yunnan|云南;XZ=Tibet|Xizang|西藏;SN=Shaanxi|陕西;GS=Gansu|甘肃;QH=Qinghai|青海;NX=Ningxia|宁夏;XJ=Xinjiang|新疆`,
  JP: `01=Hokkaido|北海道;04=Miyagi;08=Ibaraki;11=Saitama|埼玉県;12=Chiba|千葉県;13=Tokyo|東京都|東京;14=Kanagawa|神奈川県|Yokohama;15=Niigata;20=Nagano;22=Shizuoka;23=Aichi|愛知県|Nagoya;26=Kyoto|京都府|京都;27=Osaka|大阪府|大阪;28=Hyogo|兵庫県|Kobe;34=Hiroshima|広島県;40=Fukuoka|福岡県;47=Okinawa|沖縄県`,
}

/** Names of a state that are not enough to tell the country: a country, a city or a state elsewhere has them too. */
export const notTelling: readonly string[] = [
  'Georgia',
  'Washington',
  'Jersey',
  'Luxembourg',
  'Limburg',
  'Brabant',
  'Victoria',
  'Cordoba',
  'Córdoba',
  'La Rioja',
  'Punjab',
  'Centre',
  'Santa Cruz',
  'San Juan',
  'San Luis',
  'Amazonas',
  'Distrito Federal',
  'Nelson',
  'Wellington',
  'Canterbury',
  'Northland',
  'Southland',
  'Valencia',
  'Granada',
  'Freiburg',
  'Salzburg',
  'Mont',
  'Miss',
  'Mass',
  'Man',
  'Ill',
  'Ind',
  'Ore',
  'Wash',
  'Del',
  'Ala',
  'Ark',
  'Col',
  'Colo',
  'Conn',
  'Minn',
  'Mich',
  'Penn',
  'Tex',
  'Wis',
  'Neb',
  'Nev',
  'Kan',
  'Fla',
  'Que',
  'Ont',
  'Alta',
  'Tas',
  'Vic',
  'Northern Territory',
  'Santa Fe',
  'Mendoza',
  'Rio',
  'México',
  'Paris',
  'Barcelona',
  'Madrid',
  'Formosa',
  'Provence',
  'Brest',
  'West Coast',
  'Bern',
  'Zug',
  'Uri',
  'Jura',
  'Marche',
  'Cali',
]
