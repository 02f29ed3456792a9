/** A server of the distribution, started to be measured. */
@NullMarked
package io.auterity.bench.server;

import org.jspecify.annotations.NullMarked;
