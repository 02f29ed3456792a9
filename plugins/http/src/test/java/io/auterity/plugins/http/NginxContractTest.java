package io.auterity.plugins.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against nginx, where the machine has it: its WebDAV keeps what is put. */
class NginxContractTest extends HttpContractTest {

  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  private static final String CONFIGURATION =
      """
      master_process off; pid FOLDER/pid; error_log FOLDER/errors;
      events {}
      http {
        access_log off; client_body_temp_path FOLDER/bodies; proxy_temp_path FOLDER/proxied;
        fastcgi_temp_path FOLDER/fast; uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
        server {
          listen 127.0.0.1:PORT;
          location /v1/kept/ { alias FOLDER/kept/; dav_methods PUT DELETE; }
          location = /v1/taken { return 201 taken; }
          location = /v1/pages/1 { default_type application/json; add_header Link '</v1/pages/2>; rel="next"'; return 200 '[1, 2]'; }
          location = /v1/pages/2 { default_type application/json; add_header Link '</v1/pages/3>; rel="next"'; return 200 '[3, 4]'; }
          location = /v1/pages/3 { default_type application/json; return 200 '[5]'; }
          location = /v1/moved { return 302 /v1/pages/1; }
          location = /v1/away { return 302 http://other.example/; }
        }
      }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  private static boolean started;
  private static int port;

  @BeforeAll
  static void startNginx() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(NGINX), "nginx is not installed");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectory(folder.resolve("kept"));
    Files.writeString(
        folder.resolve("nginx.conf"),
        CONFIGURATION.replace("FOLDER", folder.toString()).replace("PORT", Integer.toString(port)));
    nginx();
    started = true;
  }

  // It listens when the command has ended.
  private static void nginx(String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(NGINX.toString(), "-p", folder + "/", "-c", "nginx.conf"));
    command.addAll(List.of(more));
    Path said = folder.resolve("said");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(said)).isZero();
  }

  @AfterAll
  static void stopNginx() throws IOException, InterruptedException {
    if (started) {
      nginx("-s", "stop");
    }
  }

  @Override
  protected String url() {
    return "http://127.0.0.1:%d/v1".formatted(port);
  }
}
