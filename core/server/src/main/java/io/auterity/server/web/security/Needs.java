package io.auterity.server.web.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The act that a caller must be granted to use a route; a route without it is closed to all. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
  /** The name of an act, e.g. {@code run.start}; one that there is not fails the start. */
  String value();
}
