def adapt(request):
    return request
