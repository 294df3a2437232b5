import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between somebody and a server on loopback, and does what networks do: breaks connections, or is silent. */
export class TcpRelay implements AsyncDisposable {
  readonly #server: Server;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #isSilent = false;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
    server.on('connection', (socket) => this.#relay(socket));
  }

  /** Relays to a port of 127.0.0.1. */
  static async open(target: number): Promise<TcpRelay> {
    const relay = new TcpRelay(createServer(), target);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open now, counted once each. */
  get connections(): number {
    return this.#sockets.size / 2;
  }

  /** Breaks all connections that there are. New ones are relayed as before. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  /** From now on nothing gets through, and nobody is told: connections stay open. */
  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Lets through again what was held back. */
  resume(): void {
    this.#isSilent = false;
    for (const socket of this.#sockets) socket.resume();
  }

  #relay(incoming: Socket): void {
    const outgoing = connect(this.#target, '127.0.0.1');
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      this.#sockets.add(from);
      from.pipe(to);
      if (this.#isSilent) from.pause();
      // Whoever breaks one side has broken the other.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }
}
