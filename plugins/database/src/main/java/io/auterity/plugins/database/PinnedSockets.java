package io.auterity.plugins.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to one address, wherever their driver wants to: the address that was checked
 * is the one that is connected to. PostgreSQL's and SQL Server's drivers make it by its name.
 */
public final class PinnedSockets extends SocketFactory {

  private final InetSocketAddress address;

  /**
   * Those of an address.
   *
   * @param pinned address and port, with a blank between
   */
  public PinnedSockets(String pinned) {
    String[] parts = pinned.split(" ", 2);
    address = new InetSocketAddress(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public Socket createSocket() {
    return new Pinned(address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  private static final class Pinned extends Socket {

    private final InetSocketAddress address;

    Pinned(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public void connect(SocketAddress wanted) throws IOException {
      super.connect(address);
    }

    @Override
    public void connect(SocketAddress wanted, int timeout) throws IOException {
      super.connect(address, timeout);
    }
  }
}
