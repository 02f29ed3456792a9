package io.auterity.platform.transport;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;

/**
 * Describes an error of the network. The words are our own: texts of libraries may quote what was
 * to be sent, credentials included.
 */
final class NetworkFault {

  /** Whether it is not the peer that failed, but there was no room for the request here. */
  static boolean isOfThePlatform(Throwable failure) {
    return bottom(failure) instanceof ConnectionPoolTooBusyException;
  }

  /** What lies at the bottom: the wrappers only say that something failed. */
  static String told(Throwable failure) {
    return switch (bottom(failure)) {
      case ConnectionPoolTooBusyException busy -> "too many requests wait for a connection to it";
      case HttpClosedException closed -> "it was closed";
      case NoRouteToHostException lost -> "there is no way to its address";
      case ConnectException refused -> "nothing answers there";
      case SocketException reset -> "it was reset";
      case CertificateExpiredException old -> "its certificate has expired";
      case CertPathBuilderException stranger -> "no trusted authority has signed its certificate";
      case CertificateException other -> "its certificate is not for this host or not in order";
      case SSLException tls -> "the TLS handshake failed";
      default -> "an error of the kind " + bottom(failure).getClass().getSimpleName();
    };
  }

  private static Throwable bottom(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
