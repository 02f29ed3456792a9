/** Files that tests read: where they lie, and what they say. */
@NullMarked
package io.auterity.testkit.files;

import org.jspecify.annotations.NullMarked;
