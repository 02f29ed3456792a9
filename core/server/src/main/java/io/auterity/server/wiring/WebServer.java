package io.auterity.server.wiring;

import io.auterity.platform.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The web server: Spring MVC over Tomcat on virtual threads, with the parts that it needs only. */
final class WebServer {

  private static final int DRAIN_SECONDS = 30;

  /** Nothing but the imports. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  static class Parts {}

  /** Keeps what Tomcat needs of files in the data directory: nothing is left in the machine's. */
  record Folder(Path data) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      Path web = data.resolve("web");
      try {
        Path root = Files.createDirectories(web.resolve("root"));
        factory.setBaseDirectory(web.toFile());
        factory.setDocumentRoot(root.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static SpringApplication application(
      Settings settings, ApplicationContextInitializer<GenericApplicationContext> beans) {
    SpringApplication application = new SpringApplication(Parts.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setDefaultProperties(properties(settings));
    application.setAddCommandLineProperties(false);
    application.setLogStartupInfo(false);
    application.addInitializers(beans);
    return application;
  }

  /** What Spring Boot is told, by its own names. */
  static Map<String, Object> properties(Settings settings) {
    Map<String, Object> all = new HashMap<>(usual(settings));
    if (settings.log().format() == Settings.Log.Format.ECS) {
      all.put("logging.structured.format.console", "ecs");
      all.put("logging.structured.ecs.service.name", "auterity");
    }
    return all;
  }

  private static Map<String, Object> usual(Settings settings) {
    return Map.ofEntries(
        Map.entry("server.address", settings.console().host()),
        Map.entry("server.port", settings.console().port()),
        Map.entry("server.shutdown", "graceful"),
        Map.entry("server.tomcat.max-swallow-size", "2MB"),
        Map.entry("server.tomcat.connection-timeout", "20s"),
        Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
        // No route takes a form in parts, and reading one passes by what bounds a body.
        Map.entry("spring.servlet.multipart.enabled", "false"),
        Map.entry("server.tomcat.relaxed-query-chars", "[,]"),
        Map.entry("spring.config.location", "optional:classpath:/no-file/"),
        Map.entry("spring.lifecycle.timeout-per-shutdown-phase", DRAIN_SECONDS + "s"),
        Map.entry("spring.main.banner-mode", "off"),
        Map.entry("spring.threads.virtual.enabled", "true"),
        Map.entry("spring.web.resources.add-mappings", "false"),
        Map.entry("logging.level.root", "warn"),
        // What these tell below that quotes heads of requests, keys included. Lowering the level of
        // all does not lower theirs.
        Map.entry("logging.level.io.netty", "warn"),
        // It says each failed poll with its stack while the cluster is away.
        Map.entry("logging.level.io.temporal.internal.worker.BasePoller", "error"),
        Map.entry("logging.level.io.vertx", "warn"),
        Map.entry("logging.level.org.apache.coyote", "warn"),
        Map.entry("logging.level.org.apache.tomcat", "warn"),
        Map.entry("logging.level.org.springframework.boot.diagnostics", "off"),
        Map.entry("logging.level.org.springframework.boot.web.server.servlet.context", "error"),
        Map.entry("logging.level.io.auterity", "info"));
  }
}
