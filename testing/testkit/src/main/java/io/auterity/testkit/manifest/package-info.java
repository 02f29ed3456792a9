/** The strict reader of a plugin's manifest. */
@NullMarked
package io.auterity.testkit.manifest;

import org.jspecify.annotations.NullMarked;
