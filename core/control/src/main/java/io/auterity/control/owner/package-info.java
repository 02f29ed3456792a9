/** Teams, projects and users: whose the keys are, and who stands above them. */
@NullMarked
package io.auterity.control.owner;

import org.jspecify.annotations.NullMarked;
