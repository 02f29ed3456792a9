/** What is wrong with what a user wrote, where it stands, and what to do. */
@NullMarked
package io.auterity.platform.problem;

import org.jspecify.annotations.NullMarked;
