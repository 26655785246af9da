// Legal forms of companies, as the words they are written with once dots and accents are gone. Pure data.
// Sources: ISO 20275 entity legal forms (gleif.org, 2026-11), and Wikipedia's "List of legal entity types by country" (2026-11).

const byCountry: Record<string, string> = {
  'several countries':
    'inc,incorporated,corp,corporation,co,company,ltd,limited,llc,llp,lp,plc,pc,pllc,sa,cie,and co,and company,and cie,and sons,co ltd,co inc,cooperative,coop,unlimited,ulc',
  'US, CA, UK':
    'l l c,co llc,ltd liability co,limited liability company,public limited company,cic,ltee,limitee,ltd co,companies inc,pbc,na,fsb',
  'AU, NZ, SG, MY, ZA, IN, PK':
    'pty,pty ltd,proprietary limited,pte,pte ltd,private limited,pvt ltd,pvt,sdn bhd,bhd,berhad,nl,cc,rf',
  DE: 'gmbh,mbh,gmbh and co kg,gmbh and co kgaa,gmbh and co ohg,gmbh co kg,ag and co kg,ag and co kgaa,ag,kg,ohg,kgaa,ug,ug haftungsbeschrankt,gbr,ev,eg,ek,ekfr,ggmbh,gag,se,se and co kg,se and co kgaa,aktiengesellschaft,gesellschaft mit beschrankter haftung,partg,partgmbb,vvag,stiftung and co kg,holding gmbh,holding ag',
  AT: 'gesmbh,ges m b h,gesellschaft mbh,og,keg',
  CH: 'sarl,sagl,gmbh,ag,sa,genossenschaft',
  'FR, BE, LU':
    'sas,sasu,sarl,eurl,snc,sca,scs,sci,scop,scrl,sprl,bvba,srl,asbl,vzw,cvba,gie,societe anonyme,cvoa,commv,sicav',
  'ES, LatAm':
    'sl,slu,slp,sau,sociedad anonima,sociedad limitada,sa de cv,sab de cv,s de rl,s de rl de cv,srl de cv,sapi de cv,spa,eirl,ltda,limitada,sac,saa,sas,scoop,cia ltda,ca,sc,sca',
  'PT, BR': 'lda,ltda,sa,sgps,sgps sa,eireli,me,epp,unipessoal lda,s a',
  IT: 'spa,srl,srls,snc,sas,sapa,scarl,scrl,scpa,societa per azioni,a r l,soc coop,coop,s p a,societa cooperativa',
  NL: 'bv,nv,vof,cv,bv io,besloten vennootschap,naamloze vennootschap,u a,stichting,cooperatie ua',
  'DK, NO, SE, FI, IS':
    'as,aps,a s,is,ks,ivs,amba,fmba,asa,da,ans,ba,nuf,sf,ab,aktiebolag,hb,kb,ek for,publ,ab publ,oy,oyj,oy ab,ky,osk,tmi,ehf,hf,ohf',
  'PL, CZ, SK, HU, RO, BG, SI, HR, RS':
    'sp z oo,sp z o o,sp zoo,spolka z oo,spolka akcyjna,sp k,sp j,sp p,ska,spzoo,spol s ro,sro,s r o,as,vos,ks,kft,zrt,nyrt,bt,kkt,rt,srl,sa,ood,eood,ad,ead,doo,d o o,dd,d d,jdoo,dno,jsc',
  'EE, LV, LT': 'ou,as,fie,sia,uab,ab,ii,mb',
  'RU, UA, BY, KZ': 'ooo,oao,zao,pao,ao,ip,too,tov,pat,prat,at,llc,pjsc,ojsc,cjsc,jsc,chp,uab',
  'GR, CY': 'ae,epe,oe,ee,ike,sa,abee,atee,mepe,aebe',
  TR: 'as,a s,anonim sirketi,ltd sti,limited sirketi,sti,san ve tic,san ve tic ltd sti,san tic as,ve tic as',
  'IL, Gulf, EG, NG': 'fzco,fze,fz llc,fzc,dmcc,wll,psc,pjsc,saoc,saog,sae,saog,kscc,kscp,bsc,spc,est,gmbh,ltd',
  'JP, KR, CN, TH, VN, ID, PH':
    'kk,k k,kabushiki kaisha,gk,yk,godo kaisha,yugen kaisha,co ltd,jusik hoesa,pt,tbk,pt tbk,persero,pt persero,public company limited,pcl,jsc,tnhh,opc,incorporated',
}

/** Written before the name in these countries. */
const before =
  'pt,ooo,oao,zao,pao,ao,ip,tov,too,ab,a b,oy,as,ou,sia,uab,cv,ud,firma,stichting,sdn bhd,ste,ets,doo,jsc,kabushiki kaisha,the'

/** No name holds them as anything else: also taken from the middle, "Acme GmbH Deutschland". */
const anywhere =
  'gmbh,gmbh and co kg,aktiengesellschaft,ltd,limited,inc,incorporated,llc,pty ltd,pvt ltd,private limited,sdn bhd,bvba,sarl,sas de cv,sa de cv,co ltd,pte ltd,spolka akcyjna,sp z oo,gesmbh,kgaa,oyj'

/** Of scripts without blanks between words, at either end. */
export const unspacedForms = [
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '集团有限公司',
  '集團有限公司',
  '有限公司',
  '股份公司',
  '公司',
  '集团',
  '集團',
  '株式会社',
  '合同会社',
  '有限会社',
  '(株)',
  '(有)',
  '㈱',
  '주식회사',
  '유한회사',
  '(주)',
  '㈜',
] as const

const words = (text: string): string[][] => text.split(',').map((form) => form.split(' '))
const longestFirst = (forms: string[][]): readonly (readonly string[])[] =>
  forms.toSorted((a, b) => b.length - a.length)

export const suffixForms = longestFirst(words(Object.values(byCountry).join(',')))
export const prefixForms = longestFirst(words(before))
export const middleForms = longestFirst(words(anywhere))
