package io.auterity.testkit.transport;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;

/** Real HTTP without credentials, for tests against a vendor's server or an emulator of it. */
public final class PlainHttpTransport implements Transport, AutoCloseable {

  // A server that takes upgrades of its own may never answer an offer of HTTP/2.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public WireResponse send(WireRequest request, Call call) {
    try (WireStream stream = open(request, call)) {
      return stream.drain(Integer.MAX_VALUE);
    }
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    try {
      HttpResponse<InputStream> response =
          client.send(http(request, call), BodyHandlers.ofInputStream());
      return new HttpStream(response);
    } catch (HttpTimeoutException e) {
      throw new CallFailedException(FailureCode.TIMEOUT, "no answer in time");
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted");
    }
  }

  @Override
  public InetSocketAddress address(String host, int port, boolean encrypted, Call call) {
    return new InetSocketAddress(host, port);
  }

  private static HttpRequest http(WireRequest request, Call call) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(request.uri())
            .timeout(call.remaining())
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach((name, values) -> values.forEach(value -> http.header(name, value)));
    return http.build();
  }

  static CallFailedException unavailable(IOException cause) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "no reply: " + String.valueOf(cause.getMessage()));
  }

  @Override
  public void close() {
    client.close();
  }
}
