package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many items the list of a record's component has, or how many fields its map or record. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Size {

  /** Items or fields that there are at least. */
  int least() default 0;

  /** Items or fields that there are at most. */
  int most() default Integer.MAX_VALUE;

  /** Whether no item of a list stands there twice. */
  boolean distinct() default false;
}
