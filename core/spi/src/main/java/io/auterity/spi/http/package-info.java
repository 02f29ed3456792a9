/** Requests to any HTTP service, for what no other kind describes. */
@NullMarked
package io.auterity.spi.http;

import org.jspecify.annotations.NullMarked;
