package io.auterity.plugins.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets of one call, all of which are closed when it ends. They connect to an address that was
 * checked before, which is given as a number; certificates are held against the server's name.
 */
final class MailSockets implements AutoCloseable {

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private <S extends Socket> S kept(S socket) throws IOException {
    open.add(socket);
    if (closed) {
      socket.close();
      throw new SocketException("the call has ended");
    }
    socket.setTcpNoDelay(true); // commands are written in pieces
    return socket;
  }

  @Override
  public void close() {
    closed = true;
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone, which is what was wanted.
      }
    }
  }

  /** Makes sockets that encrypt nothing by themselves. */
  SocketFactory plain() {
    return new Plain();
  }

  /**
   * Encrypts sockets.
   *
   * @param name of the server, as its certificate has it
   * @param certificate that is trusted instead of the public authorities
   * @throws GeneralSecurityException when the certificate cannot be read
   */
  SSLSocketFactory encrypting(String name, @Nullable String certificate)
      throws GeneralSecurityException {
    SSLContext context =
        certificate == null ? SSLContext.getDefault() : trusting(certificate.strip());
    return new Encrypting(context.getSocketFactory(), name);
  }

  private static SSLContext trusting(String certificate) throws GeneralSecurityException {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new GeneralSecurityException("no certificate can be kept", e);
    }
  }

  private static IOException unasked() {
    return new SocketException("only sockets that are not connected yet are made here");
  }

  private final class Plain extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
      return kept(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw unasked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw unasked();
    }
  }

  private final class Encrypting extends SSLSocketFactory {

    private final SSLSocketFactory sockets;
    private final String name;

    Encrypting(SSLSocketFactory sockets, String name) {
      this.sockets = sockets;
      this.name = name;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return sockets.createSocket(kept(socket), name, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw unasked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw unasked();
    }
  }
}
