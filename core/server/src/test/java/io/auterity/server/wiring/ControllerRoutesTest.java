package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Acts;
import io.auterity.platform.noun.Rest;
import io.auterity.server.GivenSettings;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.Open;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ControllerRoutesTest {

  private static final Acts ACTS = new Acts(List.of(new Act("run.read", Trace.NONE, false)));

  @RestController
  static final class RightController {
    @Needs("run.read")
    @GetMapping("/right")
    String right() {
      return "";
    }

    @Open("a test asks")
    @GetMapping("/open")
    String open() {
      return "";
    }
  }

  @RestController
  static final class LaterController {
    @Needs("run.read")
    @GetMapping("/later")
    String later() {
      return "";
    }
  }

  @RestController
  static final class MisspelledController {
    @Needs("run.raed")
    @GetMapping("/misspelled")
    String misspelled() {
      return "";
    }
  }

  private final ControllerRoutes routes = new ControllerRoutes();

  @Test
  void aServerStartsWhoseRoutesNeedActsThatThereAre() {
    try (ConfigurableApplicationContext started = start(RightController.class)) {
      routes.add(started.getBeanFactory(), List.of(new LaterController()), List.of(), ACTS);

      assertThat(routes.getHandlerMethods().keySet().toString())
          .contains("/right", "/open", "/later");
    }
  }

  @Test
  void anActThatThereIsNotFailsTheStart() {
    try (ConfigurableApplicationContext started = start(RightController.class)) {
      assertFails(started, new MisspelledController());
    }
  }

  @Test
  void anActThatThereIsNotFailsTheStartAlsoWhereARouteWasThereBeforeTheParts() {
    try (ConfigurableApplicationContext started = start(MisspelledController.class)) {
      assertFails(started, new LaterController());
    }
  }

  /** A noun whose operation needs what is no act. */
  public static final class MisspelledNoun {
    @Rest(value = "GET /runs", id = "run_list", needs = "run.raed")
    public String list() {
      return "";
    }
  }

  @Test
  void anActThatThereIsNotFailsTheStartWhereANounNeedsIt() {
    try (ConfigurableApplicationContext started = start(RightController.class)) {
      assertThatThrownBy(
              () ->
                  routes.add(
                      started.getBeanFactory(), List.of(), List.of(new MisspelledNoun()), ACTS))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there is no act 'run.raed'");
    }
  }

  private void assertFails(ConfigurableApplicationContext started, Object controller) {
    assertThatThrownBy(
            () -> routes.add(started.getBeanFactory(), List.of(controller), List.of(), ACTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MisspelledController#misspelled")
        .hasMessageEndingWith(
            "needs what is no act: there is no act 'run.raed'; did you mean 'run.read'?");
  }

  private ConfigurableApplicationContext start(Class<?>... controllers) {
    return WebServer.application(
            GivenSettings.usual().made(),
            beans -> {
              beans.registerBean(
                  WebMvcRegistrations.class, () -> new EarlyRoutes.Registrations(routes));
              for (Class<?> controller : controllers) {
                beans.registerBean(controller, definition -> definition.setLazyInit(true));
              }
            })
        .run();
  }
}
