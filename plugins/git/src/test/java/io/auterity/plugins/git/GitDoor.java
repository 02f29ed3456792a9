package io.auterity.plugins.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.git.GitRequests;
import io.auterity.spi.inbound.InboundActs;
import io.auterity.spi.inbound.InboundCall;
import io.auterity.spi.inbound.InboundRefusal;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import io.auterity.spi.inbound.InboundRights;
import io.auterity.spi.inbound.ServesInbound;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A door for git clients before one host, without any access rules. */
final class GitDoor implements AutoCloseable {

  private static final InboundActs ACTS = new GitRequests();

  private final Supplier<GitHost> host;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile InboundRights rights = operation -> true;
  private volatile long cutAfter = Long.MAX_VALUE;

  GitDoor(Supplier<GitHost> host) throws IOException {
    this.host = host;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url(String repository) {
    return "http://127.0.0.1:%d/%s.git".formatted(server.getAddress().getPort(), repository);
  }

  /** Lets each body break off behind so many bytes. */
  void cutBodiesAfter(long bytes) {
    cutAfter = bytes;
  }

  /** Lets nobody do that. */
  void deny(String denied) {
    rights = operation -> !operation.equals(denied);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      GitHost now = host.get();
      InboundRequest asked = new Asked(exchange, cutAfter);
      try {
        InboundCall call =
            ACTS.call("code", asked)
                .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no request"));
        ((ServesInbound) now.git())
            .serve(call.request(), new Told(exchange), rights, now.call("commit.create"));
      } catch (CallFailedException e) {
        if (exchange.getResponseCode() < 0) {
          refuse(exchange, asked, e.failure());
        }
      }
    }
  }

  private static void refuse(HttpExchange exchange, InboundRequest asked, Failure failure)
      throws IOException {
    boolean invalid = failure.code() == FailureCode.INVALID;
    InboundRefusal refusal = ACTS.refusal(asked, invalid ? 400 : 409, failure);
    byte[] words = refusal.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", refusal.mediaType());
    exchange.sendResponseHeaders(refusal.status(), words.length);
    exchange.getResponseBody().write(words);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Told(HttpExchange exchange) implements InboundReply {
    @Override
    public OutputStream begin(int status, Map<String, String> headers) {
      headers.forEach(exchange.getResponseHeaders()::set);
      try {
        exchange.sendResponseHeaders(status, 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return exchange.getResponseBody();
    }
  }

  private static final class Asked implements InboundRequest {
    private final HttpExchange exchange;
    private final long cutAfter;
    private @Nullable InputStream body;

    Asked(HttpExchange exchange, long cutAfter) {
      this.exchange = exchange;
      this.cutAfter = cutAfter;
    }

    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      return exchange.getRequestURI().getPath();
    }

    @Override
    public Map<String, String> query() {
      String query = exchange.getRequestURI().getQuery();
      Map<String, String> all = new HashMap<>();
      for (String pair : query == null ? new String[0] : query.split("&")) {
        all.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
      return all;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public InputStream body() {
      InputStream known = body;
      if (known == null) {
        known = opened();
        body = known;
      }
      return known;
    }

    private InputStream opened() {
      try {
        InputStream body = exchange.getRequestBody();
        boolean zipped = header("Content-Encoding").filter("gzip"::equals).isPresent();
        return new Cut(zipped ? new GZIPInputStream(body) : body, cutAfter);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Cut extends FilterInputStream {
    private long left;

    Cut(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int some = in.read(buffer, offset, (int) Math.min(length, Math.max(1, left)));
      left -= Math.max(0, some);
      if (left <= 0) {
        throw new IOException("the client has gone");
      }
      return some;
    }
  }
}
