/** The kind of events of a tenant's own, which steps and callers raise. */
@NullMarked
package io.auterity.spi.event;

import org.jspecify.annotations.NullMarked;
