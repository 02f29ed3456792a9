package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a caller gives the list that this component is, a text is taken too: it becomes the one
 * item that the public static method {@code ofText} of the items' type makes of it. What is read is
 * always the list.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OrText {

  /** What the text becomes, for people. */
  String value();

  /** The field in which the text is given, beside the list's own; that of the list where empty. */
  String field() default "";
}
