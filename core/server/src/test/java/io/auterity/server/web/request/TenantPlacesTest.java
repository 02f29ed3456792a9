package io.auterity.server.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.json.WebJson;
import io.auterity.server.web.security.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two places for one tenant, of four; a request ends when it is let go. */
class TenantPlacesTest {

  @TempDir Path folder;
  private final Tomcat tomcat = new Tomcat();
  private final BlockingQueue<AsyncContext> underWay = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void listen() throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", folder.toString());
    filter(
        context,
        (request, response, chain) -> {
          UUID tenant = new UUID(0, Integer.parseInt(request.getParameter("tenant")));
          request.setAttribute(Caller.class.getName(), caller(tenant));
          chain.doFilter(request, response);
        });
    filter(context, new TenantPlaces(4, new ErrorWriter(WebJson.mapper())));
    Wrapper servlet = Tomcat.addServlet(context, "hanging", new Hanging());
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "hanging");
    tomcat.getConnector();
    tomcat.start();
  }

  private static void filter(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("filter" + context.findFilterDefs().length);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(definition.getFilterName());
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  private static Caller caller(UUID tenant) {
    Principal who = new Principal(tenant, "tester", Principal.Type.SERVICE);
    return new Caller(
        new Authenticated(TenantScope.authenticated(tenant), who), null, "192.0.2.7", "GET /");
  }

  @AfterEach
  void stop() throws Exception {
    client.shutdownNow();
    tomcat.stop();
    tomcat.destroy();
  }

  private final class Hanging extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      if (request.getParameter("soon") == null) {
        underWay.add(request.startAsync());
      }
    }
  }

  private CompletableFuture<HttpResponse<String>> get(int tenant, String more) {
    URI uri =
        URI.create(
            "http://localhost:%d/?tenant=%d%s"
                .formatted(tomcat.getConnector().getLocalPort(), tenant, more));
    return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private AsyncContext begun() throws InterruptedException {
    return Objects.requireNonNull(underWay.poll(10, TimeUnit.SECONDS), "none has begun");
  }

  private AsyncContext hang(int tenant) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> hanging = get(tenant, "");
    assertThat(hanging).isNotDone();
    return begun();
  }

  @Test
  void oneWhoseRequestsHangLeavesPlacesToOthers() throws Exception {
    hang(1);
    hang(1);

    HttpResponse<String> third = get(1, "").get(10, TimeUnit.SECONDS);

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.headers().firstValue("retry-after")).hasValue("1");
    assertThat(third.body()).contains("\"code\":\"unavailable\"");
    assertThat(get(2, "&soon").get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void aPlaceComesBackWithTheEndOfItsRequest() throws Exception {
    for (int i = 0; i < 9; i++) {
      assertThat(get(1, "&soon").get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    hang(1);
    CompletableFuture<HttpResponse<String>> second = get(1, "");
    begun().complete();
    assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

    assertThat(awaitPlace()).isTrue();
  }

  // Its caller may hear of the end a moment before.
  private boolean awaitPlace() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() - end < 0) {
      if (get(1, "&soon").get(10, TimeUnit.SECONDS).statusCode() == 200) {
        return true;
      }
    }
    return false;
  }
}
