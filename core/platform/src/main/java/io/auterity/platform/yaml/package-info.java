/** YAML text as JSON values that remember their lines. */
@NullMarked
package io.auterity.platform.yaml;

import org.jspecify.annotations.NullMarked;
