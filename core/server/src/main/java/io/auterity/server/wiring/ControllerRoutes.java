package io.auterity.server.wiring;

import io.auterity.platform.call.Acts;
import io.auterity.platform.noun.NounOperation;
import io.auterity.server.web.security.Permission;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The routes of controllers. Those of parts are added once the parts are made, as the web server
 * starts beside the product; requests that come before are sent away by the ready filter.
 */
final class ControllerRoutes extends RequestMappingHandlerMapping {

  /**
   * Adds nouns to the beans, and the routes of their operations.
   *
   * @throws IllegalStateException when two have the same route, or one of them is none
   */
  private void addNouns(ConfigurableListableBeanFactory beans, List<Object> nouns) {
    for (Object noun : nouns) {
      String name = noun.getClass().getName();
      beans.registerSingleton(name, noun);
      for (NounOperation operation : NounOperation.of(noun.getClass())) {
        registerMapping(
            RequestMappingInfo.paths(operation.path())
                .methods(RequestMethod.valueOf(operation.verb()))
                .options(getBuilderConfiguration())
                .build(),
            name,
            operation.handler());
      }
    }
  }

  /**
   * Adds controllers to the beans, and their routes.
   *
   * @param acts those that routes, also those that were there before, may need
   * @throws IllegalStateException when a route needs what is no act
   */
  void add(
      ConfigurableListableBeanFactory beans,
      List<Object> controllers,
      List<Object> nouns,
      Acts acts) {
    for (Object controller : controllers) {
      String name = controller.getClass().getName();
      beans.registerSingleton(name, controller);
      detectHandlerMethods(name);
    }
    addNouns(beans, nouns);
    getHandlerMethods().values().forEach(route -> Permission.check(route, acts));
  }
}
