package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The range of numbers that a record's component takes. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {

  double least() default Double.NEGATIVE_INFINITY;

  double most() default Double.POSITIVE_INFINITY;

  /** It takes more than this, and not this itself. */
  double above() default Double.NEGATIVE_INFINITY;
}
