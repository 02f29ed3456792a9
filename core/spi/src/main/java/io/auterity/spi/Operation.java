package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one operation of a {@link Kind}. The method takes one record and a {@link Call} and
 * returns one record, a {@link Page}, or {@link Events} when it streams; its default body refuses
 * with {@link Call#unsupported()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
  /** What is acted upon, e.g. {@code issue}. */
  String resource();

  /** The act, e.g. {@code create}. */
  String verb();

  /** One sentence for people who choose among operations. */
  String summary();

  /** What a repetition would do outside. */
  Effect effect();

  /** Whether an equal input may be answered from a cache. */
  boolean cacheable() default false;

  /** Whether the operation reports usage that costs money. */
  boolean metered() default false;

  /** Whether the method returns {@link Events}. */
  boolean stream() default false;

  /** The most sensitive data that input or output normally carries. */
  DataClass dataClass() default DataClass.INTERNAL;

  /** Whether the work is bound by the processor and must leave the I/O threads. */
  boolean heavy() default false;
}
