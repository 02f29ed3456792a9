package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The constraints on the text of a record's component, or on each text of a list or map that it is:
 * length, pattern, format or allowed values.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface TextForm {

  /** Characters that there are at least. */
  int least() default 0;

  /** Characters that there are at most. */
  int most() default Integer.MAX_VALUE;

  /** Regular expression (RE2) that is found in it; any where empty. */
  String pattern() default "";

  /** Format of JSON Schema, e.g. {@code uri}; none where empty. */
  String format() default "";

  /** All that it may be; anything where empty. */
  String[] oneOf() default {};
}
