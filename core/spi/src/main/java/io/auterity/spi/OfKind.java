package io.auterity.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a {@link Ref} names a resource of another kind than the operation's own, e.g. the
 * repository that a pipeline builds. Such a reference never decides to which provider a call goes;
 * a connector is given its id alone, and gives back one without a provider, since only those of the
 * other kind know which of them holds the resource.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OfKind {
  /** The kind that holds the resource, e.g. {@code git}. */
  String value();
}
