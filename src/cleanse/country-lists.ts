// Names of countries in the languages of those who fill in forms. Its one rule: English first, then the six other languages of the product, then native names.
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import de from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import fr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import es from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import it from 'i18n-iso-countries/langs/it.json' with { type: 'json' }
import nl from 'i18n-iso-countries/langs/nl.json' with { type: 'json' }
import pt from 'i18n-iso-countries/langs/pt.json' with { type: 'json' }
import cs from 'i18n-iso-countries/langs/cs.json' with { type: 'json' }
import da from 'i18n-iso-countries/langs/da.json' with { type: 'json' }
import el from 'i18n-iso-countries/langs/el.json' with { type: 'json' }
import fi from 'i18n-iso-countries/langs/fi.json' with { type: 'json' }
import hu from 'i18n-iso-countries/langs/hu.json' with { type: 'json' }
import nb from 'i18n-iso-countries/langs/nb.json' with { type: 'json' }
import nn from 'i18n-iso-countries/langs/nn.json' with { type: 'json' }
import pl from 'i18n-iso-countries/langs/pl.json' with { type: 'json' }
import ro from 'i18n-iso-countries/langs/ro.json' with { type: 'json' }
import ru from 'i18n-iso-countries/langs/ru.json' with { type: 'json' }
import sk from 'i18n-iso-countries/langs/sk.json' with { type: 'json' }
import sl from 'i18n-iso-countries/langs/sl.json' with { type: 'json' }
import sv from 'i18n-iso-countries/langs/sv.json' with { type: 'json' }
import tr from 'i18n-iso-countries/langs/tr.json' with { type: 'json' }
import uk from 'i18n-iso-countries/langs/uk.json' with { type: 'json' }
import bg from 'i18n-iso-countries/langs/bg.json' with { type: 'json' }
import hr from 'i18n-iso-countries/langs/hr.json' with { type: 'json' }
import sr from 'i18n-iso-countries/langs/sr.json' with { type: 'json' }
import et from 'i18n-iso-countries/langs/et.json' with { type: 'json' }
import lv from 'i18n-iso-countries/langs/lv.json' with { type: 'json' }
import lt from 'i18n-iso-countries/langs/lt.json' with { type: 'json' }
import is_ from 'i18n-iso-countries/langs/is.json' with { type: 'json' }
import ga from 'i18n-iso-countries/langs/ga.json' with { type: 'json' }
import ca from 'i18n-iso-countries/langs/ca.json' with { type: 'json' }
import ja from 'i18n-iso-countries/langs/ja.json' with { type: 'json' }
import ko from 'i18n-iso-countries/langs/ko.json' with { type: 'json' }
import zh from 'i18n-iso-countries/langs/zh.json' with { type: 'json' }
import ar from 'i18n-iso-countries/langs/ar.json' with { type: 'json' }
import he from 'i18n-iso-countries/langs/he.json' with { type: 'json' }
import hi from 'i18n-iso-countries/langs/hi.json' with { type: 'json' }
import th from 'i18n-iso-countries/langs/th.json' with { type: 'json' }
import vi from 'i18n-iso-countries/langs/vi.json' with { type: 'json' }
import id from 'i18n-iso-countries/langs/id.json' with { type: 'json' }
import ms from 'i18n-iso-countries/langs/ms.json' with { type: 'json' }
import fa from 'i18n-iso-countries/langs/fa.json' with { type: 'json' }
import ka from 'i18n-iso-countries/langs/ka.json' with { type: 'json' }
import hy from 'i18n-iso-countries/langs/hy.json' with { type: 'json' }
import kk from 'i18n-iso-countries/langs/kk.json' with { type: 'json' }

/** alpha-2 → name or names */
export const countryLists: readonly Record<string, string | string[]>[] = [
  en,
  de,
  fr,
  es,
  it,
  nl,
  pt,
  cs,
  da,
  el,
  fi,
  hu,
  nb,
  nn,
  pl,
  ro,
  ru,
  sk,
  sl,
  sv,
  tr,
  uk,
  bg,
  hr,
  sr,
  et,
  lv,
  lt,
  is_,
  ga,
  ca,
  ja,
  ko,
  zh,
  ar,
  he,
  hi,
  th,
  vi,
  id,
  ms,
  fa,
  ka,
  hy,
  kk,
].map(({ countries }) => countries as Record<string, string | string[]>)
