package io.auterity.plugins.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/** {@link PinnedSockets} as MariaDB's driver makes them: by name, and then told its properties. */
public final class PinnedMariadbSockets extends ConfigurableSocketFactory {

  /** The property that holds the address. */
  static final String PINNED = "auterityAddress";

  private @Nullable PinnedSockets sockets;

  @Override
  public void setConfiguration(Configuration configuration, String host) {
    sockets = new PinnedSockets(configuration.nonMappedOptions().getProperty(PINNED));
  }

  private PinnedSockets sockets() {
    if (sockets == null) {
      throw new IllegalStateException("asked for a socket before its address was told");
    }
    return sockets;
  }

  @Override
  public Socket createSocket() {
    return sockets().createSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return sockets().createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return sockets().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return sockets().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return sockets().createSocket(host, port);
  }
}
