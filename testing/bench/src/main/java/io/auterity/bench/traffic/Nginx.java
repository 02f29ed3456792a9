package io.auterity.bench.traffic;

import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An nginx with one worker on one core: an endpoint that always says the same, or a proxy. */
public final class Nginx implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(10);

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Offers one model and answers each request with this body. */
  public static Nginx endpoint(Path folder, int core, String model, String body) {
    int port = FreePorts.next();
    return start(folder, core, port, endpoint(port, model, body));
  }

  /** Hands each request on. */
  public static Nginx proxy(Path folder, int core, Nginx endpoint) {
    int port = FreePorts.next();
    return start(folder, core, port, proxy(port, endpoint.port));
  }

  private static String endpoint(int port, String model, String body) {
    return """
        server {
          listen 127.0.0.1:%d;
          default_type application/json;
          location /v1/models { return 200 '{"data": [{"id": "%s", "object": "model"}]}'; }
          location / { return 200 '%s'; }
        }
        """
        .formatted(port, model, body);
  }

  private static String proxy(int port, int endpoint) {
    return """
        upstream endpoint { server 127.0.0.1:%d; keepalive 128; keepalive_requests 100000000; }
        server {
          listen 127.0.0.1:%d;
          location / {
            proxy_pass http://endpoint;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
          }
        }
        """
        .formatted(endpoint, port);
  }

  private static Nginx start(Path folder, int core, int port, String server) {
    try {
      Files.createDirectories(folder);
      Path file = Files.writeString(folder.resolve("nginx.conf"), configuration(server));
      List<String> command =
          List.of(
              "nginx", "-p", folder.toAbsolutePath() + "/", "-c", file.toAbsolutePath().toString());
      Process process =
          new ProcessBuilder(Shell.on(core, command))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("nginx.log").toFile())
              .start();
      Nginx nginx = new Nginx(process, port);
      nginx.awaitOpen(folder);
      return nginx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(String server) {
    return """
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log stderr error;
      events { worker_connections 1024; }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        keepalive_requests 100000000;
        %s
      }
      """
        .formatted(server);
  }

  private void awaitOpen(Path folder) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!open()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new VoidRunException(
            "nginx did not start (is it installed?): "
                + Files.readString(folder.resolve("nginx.log")).strip());
      }
      Thread.onSpinWait();
    }
  }

  private boolean open() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The process that does the work. */
  public ProcessHandle worker() {
    return process
        .children()
        .findFirst()
        .orElseThrow(() -> new VoidRunException("nginx has no worker"));
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
