import functools
import pwd


@functools.cache
def owner_of(user_id):
    return pwd.getpwuid(user_id).pw_name


def groups_of(user_id):
    import grp

    return [group.gr_name for group in grp.getgrall() if owner_of(user_id) in group.gr_mem]
