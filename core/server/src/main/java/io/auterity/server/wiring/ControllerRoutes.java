package io.auterity.server.wiring;

import io.auterity.platform.call.Acts;
import io.auterity.server.web.security.Permission;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The routes of controllers. Those of parts are added once the parts are made, as the web server
 * starts beside the product; requests that come before are sent away by the ready filter.
 */
final class ControllerRoutes extends RequestMappingHandlerMapping {

  /**
   * Adds controllers to the beans, and their routes.
   *
   * @param acts those that routes, also those that were there before, may need
   * @throws IllegalStateException when a route needs what is no act
   */
  void add(ConfigurableListableBeanFactory beans, List<Object> controllers, Acts acts) {
    for (Object controller : controllers) {
      String name = controller.getClass().getName();
      beans.registerSingleton(name, controller);
      detectHandlerMethods(name);
    }
    getHandlerMethods().values().forEach(route -> Permission.check(route, acts));
  }
}
