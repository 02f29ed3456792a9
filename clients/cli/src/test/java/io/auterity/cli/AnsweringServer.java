package io.auterity.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A server that answers as it was told to, and keeps what it was sent. */
final class AnsweringServer implements AutoCloseable {

  private final HttpServer server;
  private final Path keyFile;
  private final Map<String, String> received = new ConcurrentHashMap<>();

  AnsweringServer(Path folder) {
    try {
      keyFile = Files.writeString(folder.resolve("key"), "ak_x");
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AnsweringServer answer(String path, String json) {
    server.createContext(
        path,
        exchange -> {
          received.put(
              path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    return this;
  }

  /** The body that was last sent to a path. */
  String received(String path) {
    return received.getOrDefault(path, "");
  }

  /** Runs a command against it and gives the exit code. */
  int run(String... words) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Main.commandLine()
        .execute(
            Stream.concat(
                    Stream.of(words), Stream.of("--url", url, "--key-file", keyFile.toString()))
                .toArray(String[]::new));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
