package io.auterity.cli;

import com.sun.net.httpserver.HttpServer;
import io.auterity.cli.api.ApiClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A server that answers as it was told to, and keeps what it was sent. */
public final class AnsweringServer implements AutoCloseable {

  private final HttpServer server;
  private final Path keyFile;
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private final Map<String, String> queries = new ConcurrentHashMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private final Map<String, Answer> next = new ConcurrentHashMap<>();

  private record Answer(int status, String json) {}

  public AnsweringServer(Path folder) {
    try {
      keyFile = Files.writeString(folder.resolve("key"), "ak_x");
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AnsweringServer answer(String path, String json) {
    return answer(path, 200, json);
  }

  /** Answers with a status; the last that is said of a path holds. */
  public AnsweringServer answer(String path, int status, String json) {
    if (answers.put(path, new Answer(status, json)) == null) {
      listen(path);
    }
    return this;
  }

  /** Answers so from the second request on. */
  public AnsweringServer later(String path, String json) {
    next.put(path, new Answer(200, json));
    return this;
  }

  private void listen(String path) {
    server.createContext(
        path,
        exchange -> {
          queries.put(path, String.valueOf(exchange.getRequestURI().getQuery()));
          received.put(
              path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Answer answer = Objects.requireNonNull(answers.get(path));
          Answer then = next.remove(path);
          if (then != null) {
            answers.put(path, then);
          }
          byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** A client of it. */
  public ApiClient api() {
    return new ApiClient(URI.create(url()));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The body that was last sent to a path. */
  public String received(String path) {
    return received.getOrDefault(path, "");
  }

  /** The query that was last sent to a path. */
  String query(String path) {
    return queries.getOrDefault(path, "");
  }

  /** Runs a command against it and gives the exit code. */
  int run(String... words) {
    return run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), words);
  }

  /** Runs a command against it, keeps what it is refused with, and gives the exit code. */
  int run(StringWriter refusals, String... words) {
    return run(new PrintWriter(refusals, true), words);
  }

  private int run(PrintWriter refusals, String... words) {
    return Main.commandLine("")
        .setErr(refusals)
        .execute(
            Stream.concat(
                    Stream.of(words), Stream.of("--url", url(), "--key-file", keyFile.toString()))
                .toArray(String[]::new));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
