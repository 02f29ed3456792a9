package io.auterity.server.wiring;

import io.auterity.platform.time.Time;
import io.auterity.server.api.ApiController;
import io.auterity.server.health.HealthController;
import io.auterity.server.live.LiveRoutes;
import io.auterity.server.noun.NounJson;
import io.auterity.server.telemetry.Meters;
import io.auterity.server.telemetry.MetricsController;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;

/** The routes that answer before the product is there, and the one that takes web sockets. */
final class EarlyRoutes {

  static void register(
      GenericApplicationContext context,
      ProductStart start,
      ControllerRoutes routes,
      Meters meters) {
    context.registerBean(WebMvcRegistrations.class, () -> new Registrations(routes));
    context.registerBean(
        HealthController.class, () -> new HealthController(start::dependencies, Time.system()));
    context.registerBean(ApiController.class, ApiController::new);
    context.registerBean(MetricsController.class, () -> new MetricsController(meters.registry()));
    context.registerBean(
        WebSocketHandlerMapping.class, () -> LiveRoutes.mapping(() -> start.product().live));
  }

  record Registrations(ControllerRoutes routes) implements WebMvcRegistrations {
    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
      return routes;
    }

    @Override
    public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
      return new NounsFirst();
    }
  }

  /** Hands answers to nouns first, as a method without an answer would be taken for a view's. */
  private static final class NounsFirst extends RequestMappingHandlerAdapter {
    @Override
    public void afterPropertiesSet() {
      super.afterPropertiesSet();
      List<HandlerMethodReturnValueHandler> handlers =
          new ArrayList<>(Objects.requireNonNull(getReturnValueHandlers()));
      handlers.sort(Comparator.comparing(handler -> !(handler instanceof NounJson)));
      setReturnValueHandlers(handlers);
    }
  }
}
