/** What stands in a plugin's manifest and its presets, checked against every rule. */
@NullMarked
package io.auterity.spi.manifest;

import org.jspecify.annotations.NullMarked;
