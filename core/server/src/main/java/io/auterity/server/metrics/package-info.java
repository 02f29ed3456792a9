/** What Prometheus reads. */
@NullMarked
package io.auterity.server.metrics;

import org.jspecify.annotations.NullMarked;
