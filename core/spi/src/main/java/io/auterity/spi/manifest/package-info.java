/** The manifest of a plugin and its presets, checked against every rule. */
@NullMarked
package io.auterity.spi.manifest;

import org.jspecify.annotations.NullMarked;
