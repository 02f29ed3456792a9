/** Registries of container images and other artifacts. */
@NullMarked
package io.auterity.spi.containers;

import org.jspecify.annotations.NullMarked;
