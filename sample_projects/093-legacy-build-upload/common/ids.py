def make_id(request):
    return len(str(request))
