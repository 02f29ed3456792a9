package io.auterity.server.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientAddressTest {

  /** Tells who asks. */
  private static final class Who extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(request.getRemoteAddr() + " " + request.isSecure());
    }
  }

  private final Tomcat tomcat = new Tomcat();

  @TempDir private Path folder;

  private Client trusting(String... proxies) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getEngine().getPipeline().addValve(new ClientAddress(List.of(proxies)));
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "who", new Who());
    context.addServletMappingDecoded("/*", "who");
    tomcat.start();
    return new Client("http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void whoAsksThroughATrustedProxyIsWhomThatNames() throws LifecycleException {
    Client client = trusting("127.0.0.0/8", "10.1.0.7");

    assertThat(client.get("/").body()).isEqualTo("127.0.0.1 false");
    assertThat(
            client
                .with("X-Forwarded-For", "203.0.113.7, 10.1.0.7")
                .with("X-Forwarded-Proto", "https")
                .get("/")
                .body())
        .isEqualTo("203.0.113.7 true");
    assertThat(client.with("X-Forwarded-For", "10.9.9.9, 203.0.113.7").get("/").body())
        .as("what its client wrote before it")
        .isEqualTo("203.0.113.7 false");
  }

  @Test
  void whatOthersWriteThereSaysNothing() throws LifecycleException {
    Client client = trusting("10.0.0.0/8");

    assertThat(
            client
                .with("X-Forwarded-For", "203.0.113.7")
                .with("X-Forwarded-Proto", "https")
                .get("/")
                .body())
        .isEqualTo("127.0.0.1 false");
  }
}
