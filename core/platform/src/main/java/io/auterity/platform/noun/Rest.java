package io.auterity.platform.noun;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation of a noun, over REST below {@code /api/v1}. It is no capability: no other door leads
 * to it, and no decision is written of it.
 *
 * <p>Its method takes the {@link NounCaller}; a text for each path variable, by its name; a record
 * of the query parameters, which are optional; and a {@link FromBody}. The response body is its
 * result as JSON.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rest {

  /** Method and path, e.g. {@code POST /keys/{id}/rotate}. */
  String value();

  /** Its id in the description of the API, the noun first, e.g. {@code key_rotate}. */
  String id();

  /** Name of the act that its caller must be granted, e.g. {@code key.write}. */
  String needs();

  /** HTTP status of its answer. */
  int status() default 200;
}
