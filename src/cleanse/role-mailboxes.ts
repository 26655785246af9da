// Mailboxes that several people read, in many languages: `info@`, `vertrieb@`, `sales-emea@`. Data, and one question.
// Sources: RFC 2142 (mailbox names for common services), and the contact pages of companies in each language, 2026-11.

const names = new Set(
  (
    'abuse accounting accounts admin administracion administration administrator administratie administrativo amministrazione analytics anfrage anfragen api ' +
    'apply assistance atendimento auftrag auskunft ayuda backoffice bestellung bestellungen bewerbung bewerbungen bilgi billing biuro boekhouding bookings ' +
    'booking buchhaltung buero business callcenter campaigns candidature career careers catering central centralino clientservices clients clienti ' +
    'comercial comercio commercial commerciale communication communications community company compliance compras comptabilite comunicacion comunicazione ' +
    'concierge contabilidad contabilidade contact contacto contactus contato contatto contatti contract contracts customer customercare customerservice ' +
    'customersupport customersuccess dataprotection datenschutz demo deliveries dev developer developers direccion direction direktion diretoria dispatch ' +
    'dns donotreply dpo einkauf email empfang employment enquiries enquiry estimating events export facturacion factura facturas fakturering faturamento feedback ' +
    'finance financeiro financial formation frontdesk ftp general gerencia gestion gf geschaeftsfuehrung hallo hello helpdesk help hi hola hostmaster ' +
    'hotline hr import inbound info infos infodesk informacion informacoes informatica informatik information informatie informazioni inkoop inquiries inquiry ' +
    'invoice invoices invoicing investor investors ir it jobs job kadry karriere kontakt kundendienst kundenservice kundeservice kundtjanst leads legal ' +
    'leitung lists listserv logistics logistik mail mailbox mailerdaemon mailer-daemon maintenance management mantenimiento marketing media member members ' +
    'membership merch moderator news newsletter newsletters no-reply nobody noreply notifications notification office office365 oficina operations ops ' +
    'order orders ordini orcamento payable payables payroll pagos pedidos personal personalabteilung post postmaster praxis press presse prensa privacy proc ' +
    'procurement produktion projects promo pr purchase purchasing quality questions quotes quote rh recepcion reception recrutement recruiting recruitment ' +
    'redaccion redaktion registration reklamation rekrutacja reservas reservations reservierung receivables returns rezeption root rrhh rma sales ' +
    'salesteam secretaria secretariat secretary security segreteria sekretariat sekretariaat service services serviceclient servicedesk servicio shipping ' +
    'shop soporte social sprzedaz staff store studio subscribe subscriptions suporte support sysadmin talent team tech techsupport technik technical training ' +
    'teknik travel treasury unsubscribe usenet uucp ufficio vendas vendor vendors vente ventes ventas verkauf verkoop versand vertrieb verwaltung ' +
    'web webmaster webadmin website welcome werkstatt willkommen www zakupy zentrale'
  ).split(' '),
)

/** Said of a part of a company, they are still not one person's: sales-emea, info.de, support2. */
const openings = new Set(
  'info sales support service contact kontakt marketing office team admin hr jobs billing orders vertrieb noreply ventas'.split(
    ' ',
  ),
)
const parts = new Set(
  'emea apac latam dach nordics benelux europe eu us usa uk de fr es it nl pt at ch be ie ca au nz in jp cn asia america americas international global intl germany france spain italy berlin london paris'.split(
    ' ',
  ),
)

/** Of a normalized address. A plus tag does not hide it. */
export function isRoleMailbox(email: string): boolean {
  const local = email.slice(0, email.lastIndexOf('@')).split('+', 1)[0] ?? ''
  if (names.has(local)) return true
  const bare = local.replace(/\d+$/, '')
  if (bare !== local && names.has(bare)) return true
  const [first = '', second, more] = bare.split(/[._-]/)
  // customer.service, but not the initial and name of somebody called j.ob
  if (first.length > 2 && second !== undefined && more === undefined && names.has(first + second)) return true
  return openings.has(first) && (second === '' || (second !== undefined && more === undefined && parts.has(second)))
}
