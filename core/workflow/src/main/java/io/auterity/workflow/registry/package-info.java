/** The workflows that tenants have put in force, and the versions that runs go by. */
@NullMarked
package io.auterity.workflow.registry;

import org.jspecify.annotations.NullMarked;
