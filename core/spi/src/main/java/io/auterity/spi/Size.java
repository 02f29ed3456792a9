package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds on the size of a record's component: the items of a list, the fields of a map or record.
 */
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
