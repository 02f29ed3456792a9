/** Requests of vendors' own clients, such as git, that come in for a provider as bytes. */
@NullMarked
package io.auterity.spi.inbound;

import org.jspecify.annotations.NullMarked;
