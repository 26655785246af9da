// Put before a program by --import: writes what was loaded until it first listened into the file that LOADED_FILE names.
import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { Server } from 'node:net'

const loaded = []
registerHooks({
  load(url, context, next) {
    loaded.push(url)
    return next(url, context)
  },
})

const { listen } = Server.prototype
Server.prototype.listen = function (...where) {
  Server.prototype.listen = listen
  writeFileSync(process.env.LOADED_FILE, [...loaded, ...process.moduleLoadList].join('\n'))
  return listen.apply(this, where)
}
