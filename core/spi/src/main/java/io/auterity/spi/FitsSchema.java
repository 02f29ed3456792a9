package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a component of an output fits the JSON Schema that the input of the operation gives.
 * Where the schema is known before the call, as in a workflow, so is the type of the component.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FitsSchema {
  /** The component of the input that holds the schema, e.g. {@code schema}. */
  String value();
}
