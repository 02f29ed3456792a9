package io.auterity.server.part;

import io.auterity.platform.part.ProductPart;
import io.auterity.server.health.Dependency;
import io.auterity.server.web.security.Needs;
import java.util.List;

/** A part of the product that also contributes to the server. */
public interface ServerPart extends ProductPart {

  /** Its routes: Spring controllers, made once; each method says with {@link Needs} who may. */
  default List<Object> controllers() {
    return List.of();
  }

  /** What must work for the server to be ready. */
  default List<Dependency> dependencies() {
    return List.of();
  }
}
