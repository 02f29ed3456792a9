package io.auterity.spi;

import io.auterity.spi.inbound.InboundActs;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface as a kind of capability: every method that carries {@link Operation} becomes
 * the capability {@code kind.resource.verb}, e.g. {@code tracker.issue.create}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {
  /** First part of the capability's id, in lower case. */
  String value();

  /**
   * What requests of a protocol of the kind's own are among its operations, where connectors serve
   * such ({@link io.auterity.spi.inbound.ServesInbound}); the interface itself where none do.
   */
  Class<? extends InboundActs> inbound() default InboundActs.class;
}
