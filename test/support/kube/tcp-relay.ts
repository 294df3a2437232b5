import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between somebody and a server on loopback, and does what networks do: breaks connections, or is silent. */
export class TcpRelay implements AsyncDisposable {
  readonly #server: Server;
  /** Those that take turns. */
  #targets: readonly number[];
  #turn = 0;
  readonly #sockets = new Set<Socket>();
  #isSilent = false;

  private constructor(server: Server, targets: readonly number[]) {
    this.#server = server;
    this.#targets = targets;
    server.on('connection', (socket) => this.#relay(socket));
  }

  /** Relays to a port of 127.0.0.1; with several, each connection to the next one, as a Service does. */
  static async open(...targets: readonly [number, ...number[]]): Promise<TcpRelay> {
    const relay = new TcpRelay(createServer(), targets);
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

  /** New connections do not go there any more. */
  drop(target: number): void {
    this.#targets = this.#targets.filter((one) => one !== target);
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
    const target = this.#targets[(this.#turn += 1) % this.#targets.length];
    if (target === undefined) return void incoming.destroy();
    const outgoing = connect(target, '127.0.0.1');
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
