package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.server.RunningServer;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.telemetry.Meters;
import io.auterity.server.telemetry.Traces;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springdoc.api.AbstractOpenApiResource;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.configuration.SpringDocSpecPropertiesConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.api.OpenApiResource;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Compares the committed description of the API with the one that the routes have now. */
@Tag("postgresql")
@Tag("generated")
class OpenApiTest {

  private static final Path COMMITTED = Path.of("../../api/openapi.yaml");
  private static final Path GENERATED = Path.of("target/openapi.yaml");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  @TempDir static Path data;

  /** What describes the routes, beside the server's own parts. */
  @ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocSpecPropertiesConfiguration.class,
    SpringDocWebMvcConfiguration.class
  })
  static class Describing {}

  @Test
  void theCommittedDescriptionIsThatOfTheRoutes() throws Exception {
    String generated = generate();
    Files.writeString(GENERATED, generated);
    if (Boolean.getBoolean("auterity.generate")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(committed())
        .as("update it, and the types of the studio, with: ./auterity generate")
        .isEqualTo(generated);
  }

  private static String committed() throws IOException {
    return Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
  }

  private static String generate() throws Exception {
    Files.createDirectories(RunningServer.places(data).plugins());
    // Before the start, which is another thread's: the file is written by who asks first.
    OperatorKey operator = OperatorKey.of(data, new SecureRandom());
    MemoryPool memory = MemoryPool.ofHeap();
    ProductStart start =
        ProductStart.begin(
            () -> Storage.at(DATABASE.logins()),
            storage ->
                new Product(
                    RunningServer.places(data),
                    RunningServer.settings(),
                    storage,
                    memory,
                    operator,
                    new InboundAddress(RunningServer.settings(), Set.of()),
                    Telemetry.none()));
    ControllerRoutes routes = new ControllerRoutes();
    try (Meters meters = new Meters();
        ConfigurableApplicationContext context =
            application(start, routes, memory, operator, meters).run()) {
      start.route(
          made ->
              routes.add(context.getBeanFactory(), made.controllers(), made.nouns(), made.acts()));
      return Yaml31.pretty(describe(context)).strip() + System.lineSeparator();
    } finally {
      start.close();
    }
  }

  private static SpringApplication application(
      ProductStart start,
      ControllerRoutes routes,
      MemoryPool memory,
      OperatorKey operator,
      Meters meters) {
    SpringApplication application =
        WebServer.application(
            RunningServer.settings(),
            beans -> {
              RequestFilters.register(
                  beans,
                  start,
                  RunningServer.settings(),
                  memory,
                  operator,
                  meters,
                  Traces.of(Map.of()),
                  Time.system());
              EarlyRoutes.register(beans, start, routes, meters);
              OpenApiDescription.register(beans);
            });
    application.addPrimarySources(Set.of(Describing.class));
    return application;
  }

  private static OpenAPI describe(ConfigurableApplicationContext context) throws Exception {
    Method build = AbstractOpenApiResource.class.getDeclaredMethod("getOpenApi", Locale.class);
    build.setAccessible(true);
    return (OpenAPI) build.invoke(context.getBean(OpenApiResource.class), Locale.ROOT);
  }
}
